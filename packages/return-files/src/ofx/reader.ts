export { readMarkup as readOfx } from '../named/markup.ts';
