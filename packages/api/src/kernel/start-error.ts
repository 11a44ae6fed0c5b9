/**
 * A reason why Steward cannot start that the person who starts it can remedy. Its message is one plain
 * sentence that says what to do; the main program prints it alone, without a stack, and exits with 1.
 */
export class StartError extends Error {
  override name = 'StartError';
}
