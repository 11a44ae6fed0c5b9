import { StateBadge } from './StateBadge.tsx';

const WORDS: Record<string, string> = { NONE: 'Not invited', INVITED: 'Invited', ACTIVE: 'Can sign in' };

/** Of who has a sign-in: "Not invited". */
export const signInText = (state: string): string => WORDS[state] ?? state;

/** Whether someone in the directory can sign in themselves: most never need to [U4]. */
export function SignInBadge({ state }: { state: string }) {
  return <StateBadge state={state} label={signInText(state)} />;
}
