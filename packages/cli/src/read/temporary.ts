import { openSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

let opened = 0;

/**
 * Opens a file for writing and reading that only this process knows, and gives its descriptor. Its name is gone before
 * the first byte is written, so that nothing is left behind however the process ends.
 */
export function temporaryFile(): number {
  const path = join(tmpdir(), `baixa-${process.pid}-${Date.now()}-${opened++}`);
  const fd = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return fd;
}

/** Appends all of the bytes. */
export function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(fd, bytes, at);
}
