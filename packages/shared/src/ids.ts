import { v7, validate } from 'uuid';

/** A new id: a UUIDv7, so that ids sort by the time they were made and indexes grow at one end. */
export function newId(): string {
  return v7();
}

/** Whether the text has the form of an id (a UUID of any version), so that it can be looked up at all. */
export function isId(text: string): boolean {
  return validate(text);
}
