export { readNamedLines as readSegmentE } from '../named/named-lines.ts';
