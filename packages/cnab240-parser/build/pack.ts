import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { standAlone } from './declarations.ts';

/**
 * `npm run pack -w @baixa/cnab240-parser`: makes `dist`, the package as it is published, and its tarball. Inside the
 * repository nothing is built, since the other packages use the sources. What it takes of the packages beside it is
 * bundled, so that it depends on nothing.
 */
const PACKAGE = join(import.meta.dirname, '..');
const ROOT = join(PACKAGE, '../..');
const DIST = join(PACKAGE, 'dist');

interface Manifest {
  name: string;
  version: string;
  description: string;
  license: string;
  keywords: string[];
}

/** The manifest of what is published: the sources' own, without what only the repository needs. */
function manifest(): object {
  const read = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, description, license, keywords }: Manifest = read(PACKAGE);
  return {
    name,
    version,
    description,
    license,
    keywords,
    type: 'module',
    sideEffects: false,
    engines: read(ROOT).engines,
    exports: {
      '.': { types: './types/cnab240-parser/src/library.d.ts', default: './index.js' },
      './package.json': './package.json',
    },
    types: './types/cnab240-parser/src/library.d.ts',
    files: ['index.js', 'index.js.map', 'types', 'example.mjs'],
  };
}

rmSync(DIST, { recursive: true, force: true });
mkdirSync(DIST);
await build({
  entryPoints: [join(PACKAGE, 'src/library.ts')],
  outfile: join(DIST, 'index.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: true,
  logLevel: 'warning',
});
const types = join(DIST, 'types');
execFileSync(
  process.execPath,
  [
    join(ROOT, 'node_modules/typescript/bin/tsc'),
    ...[
      '--project',
      join(PACKAGE, 'build/tsconfig.json'),
      '--rootDir',
      join(ROOT, 'packages'),
      '--outDir',
      types,
    ],
  ],
  { stdio: 'inherit' },
);
standAlone(types, join(types, 'cnab240-parser/src/library.d.ts'));
for (const file of ['README.md', 'example.mjs']) cpSync(join(PACKAGE, file), join(DIST, file));
cpSync(join(ROOT, 'LICENSE'), join(DIST, 'LICENSE'));
writeFileSync(join(DIST, 'package.json'), `${JSON.stringify(manifest(), undefined, 2)}\n`);
execFileSync('npm', ['pack', '--silent'], { cwd: DIST, stdio: 'inherit' });
