export { readNamedLines as readFebraban150 } from '../named/named-lines.ts';
