import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * A thread with a connection of its own that copies the write-ahead log into the database file when it is told to.
 * `passive` waits for nobody and makes nobody wait.
 */
const db = new DatabaseSync(workerData as string);
db.exec('pragma synchronous = normal; pragma wal_autocheckpoint = 0');

parentPort?.on('message', (message: 'checkpoint' | 'close') => {
  if (message === 'checkpoint') {
    db.exec('pragma wal_checkpoint(passive)');
    parentPort?.postMessage('done');
  } else {
    db.close();
    parentPort?.close();
  }
});
