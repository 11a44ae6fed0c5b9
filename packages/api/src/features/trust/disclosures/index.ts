/** Who opened what about a person. */
export { Disclosure } from './disclosure.entity.ts';
