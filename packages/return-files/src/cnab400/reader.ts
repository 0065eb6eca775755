export { readNamedLines as readCnab400 } from '../named/named-lines.ts';
