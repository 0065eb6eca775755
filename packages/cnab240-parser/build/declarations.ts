import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/**
 * Makes declarations of several packages stand by themselves: what one takes from `@baixa/…` it takes from the file that
 * declares it, by a relative path, and files that nobody reaches from the entry go.
 */

const DECLARED = /^export (?:declare )?(?:type|interface|const|function|class) (\w+)/gm;
const FROM_PACKAGE = /^(import|export) (type )?\{([^}]*)\} from ['"](@baixa\/[\w-]+)['"];$/gm;
const INLINE = /import\(['"](@baixa\/[\w-]+)['"]\)\.(\w+)/g;
const RELATIVE = /(from |import\()(['"])(\.[^'"]*?)(?:\.ts|\.js)\2/g;

/** Where each name of a package is declared. */
function declaredIn(folder: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.d.ts')) continue;
    const path = join(folder, file);
    for (const [, name = ''] of readFileSync(path, 'utf8').matchAll(DECLARED)) names.set(name, path);
  }
  return names;
}

function pathFrom(file: string, target: string): string {
  const path = relative(dirname(file), target)
    .replaceAll('\\', '/')
    .replace(/\.d\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}

/** @param types Folder of the declarations, by package. @param entry The declarations of what is published. */
export function standAlone(types: string, entry: string): void {
  const known = new Map<string, ReadonlyMap<string, string>>();
  const fileOf = (from: string, name: string): string => {
    const folder = join(types, from.replace('@baixa/', ''), 'src');
    if (!known.has(from)) known.set(from, declaredIn(folder));
    const file = known.get(from)?.get(name);
    if (file === undefined) throw new Error(`${from} declares no ${name}`);
    return file;
  };
  const reached = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    const own = file;
    const text = readFileSync(own, 'utf8')
      .replace(FROM_PACKAGE, (_, verb: string, type = '', names: string, from: string) =>
        names
          .split(',')
          .map((name) => name.trim())
          .filter((name) => name !== '')
          .map((name) => {
            const source = fileOf(from, name.replace(/^type /, '').split(' ')[0] ?? '');
            return `${verb} ${type}{ ${name} } from '${pathFrom(own, source)}';`;
          })
          .join('\n'),
      )
      .replace(
        INLINE,
        (_, from: string, name: string) => `import('${pathFrom(own, fileOf(from, name))}').${name}`,
      )
      .replace(
        RELATIVE,
        (_, before: string, quote: string, path: string) => `${before}${quote}${path}.js${quote}`,
      )
      .replace(/^\/\/# sourceMappingURL.*\n?/m, '');
    writeFileSync(own, text);
    for (const [, , , path = ''] of text.matchAll(RELATIVE)) waiting.push(join(dirname(own), `${path}.d.ts`));
  }
  for (const file of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    const path = join(types, file);
    if (path.endsWith('.d.ts') && !reached.has(path) && existsSync(path)) rmSync(path);
  }
}
