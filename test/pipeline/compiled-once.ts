import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Node keeps what it made of the sources, so that the next process and the next run need not make it again. */
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'baixa-compiled');
