/** A file of functions and triggers, as its text. */
declare module '*.sql?raw' {
  const text: string;
  export default text;
}

/** A script for other people's pages, as its text. */
declare module '*.js?raw' {
  const text: string;
  export default text;
}
