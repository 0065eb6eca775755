export { readNamedLines as readCnab750 } from '../named/named-lines.ts';
