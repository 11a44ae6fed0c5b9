/** What is collected by itself from cards and bank accounts on file. */
export { isBeingCollected } from './announced.ts';
export { resumeCollecting, stopCollecting } from './stopped-collection.ts';
