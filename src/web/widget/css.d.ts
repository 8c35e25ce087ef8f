/** A style sheet as text: the bundler makes it small and puts it into the script. */
declare module '*.css' {
  const rules: string;
  export default rules;
}
