import { instant } from '../lib/format.ts';
import { StateBadge } from './StateBadge.tsx';

const WORDS: Record<string, string> = { NONE: 'Not invited', INVITED: 'Invited', ACTIVE: 'Can sign in' };

/** Of who has a sign-in: "Not invited". */
export const signInText = (state: string): string => WORDS[state] ?? state;

/** Whether someone in the directory can sign in themselves: most never need to [U4]. */
export function SignInBadge({ state, expiresAt = null }: { state: string; expiresAt?: string | null }) {
  return state === 'INVITED' ? (
    <InvitationBadge expiresAt={expiresAt} label={WORDS.INVITED as string} />
  ) : (
    <StateBadge state={state} label={signInText(state)} />
  );
}

interface InvitationBadgeProps {
  /** When the invitation is no longer good; null if there is none that could be followed. */
  expiresAt: string | null;
  label: string;
}

/** Of who is invited: whether the link can still be followed [S43]. */
export function InvitationBadge({ expiresAt, label }: InvitationBadgeProps) {
  if (expiresAt === null) return <StateBadge state="INVITED" label={label} />;
  const over = new Date(expiresAt) <= new Date();
  return (
    <span title={`The invitation ${over ? 'was' : 'is'} good until ${instant(expiresAt)}`}>
      {over ? (
        <StateBadge state="EXPIRED" label="Invitation expired" />
      ) : (
        <StateBadge state="INVITED" label={label} />
      )}
    </span>
  );
}
