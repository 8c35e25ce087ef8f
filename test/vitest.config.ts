import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: fileURLToPath(new URL('..', import.meta.url)),
    include: ['test/**/*.test.ts'],
    exclude: ['test/bench/node_modules/**', 'node_modules/**'],
    globalSetup: ['test/train-index.ts'],
    // Each file in a process of its own: tests start servers, kill children and watch memory.
    pool: 'forks',
    testTimeout: 15_000,
    hookTimeout: 30_000,
    teardownTimeout: 5_000,
  },
});
