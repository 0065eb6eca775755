export { readMarkup as readCamt } from '../named/markup.ts';
