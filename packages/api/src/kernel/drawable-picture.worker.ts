/** What a thread of `Pictures` does. It is a file of its own in the build, too. */
export { drawablePicture as default } from './drawable-picture.ts';
