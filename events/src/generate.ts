import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { documents } from './documents.ts';

/** `npm run events`: writes the JSON Schema and the example of each event to `events/schemas`. */
const folder = join(import.meta.dirname, '../schemas');
mkdirSync(folder, { recursive: true });
for (const [name, content] of Object.entries(documents())) writeFileSync(join(folder, name), content);
