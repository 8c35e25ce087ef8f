/** How to reach people. Only what the operator has configured; nothing is ever made up. */
export interface Contacts {
  phone?: string | undefined;
  emergency?: string | undefined;
  url?: string | undefined;
  /** Office hours as configured: `Mo-Fr 08:00-16:00`. */
  hours?: string | undefined;
}
