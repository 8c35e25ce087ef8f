/**
 * Counters and gauges in the text format that Prometheus reads.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function metricsText(
  counters: Readonly<Record<string, number>>,
  gauges: Readonly<Record<string, number>>,
): string {
  const counted = Object.entries(counters).map(([name, value]) => metric(`${name}_total`, 'counter', value));
  const measured = Object.entries(gauges).map(([name, value]) => metric(name, 'gauge', value));
  return [...counted, ...measured].join('');
}

function metric(name: string, type: 'counter' | 'gauge', value: number): string {
  const full = `igm_${name.replace(/[^a-zA-Z0-9_]/g, '_')}`;
  return `# TYPE ${full} ${type}\n${full} ${value}\n`;
}
