/** How things stand for whoever asks; features add the figures. */
export { Home } from './home.ts';
