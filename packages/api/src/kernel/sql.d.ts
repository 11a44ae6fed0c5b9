/** A file of functions and triggers, as its text. */
declare module '*.sql?raw' {
  const text: string;
  export default text;
}
