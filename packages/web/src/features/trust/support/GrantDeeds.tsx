import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useSession } from '../../../data/session.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { type Area, areasText, MODES, type Mode, type State } from './support-words.ts';

const DecideDocument = graphql(`
  mutation DecideSupportAccess($input: DecideSupportAccessInput!) {
    decideSupportAccess(input: $input) {
      id
      state
      decidedAt
    }
  }
`);
const EnterDocument = graphql(`
  mutation EnterSupportAccess($input: EnterSupportAccessInput!) {
    enterSupportAccess(input: $input) {
      accessToken
    }
  }
`);
export const EndDocument = graphql(`
  mutation EndSupportAccess($input: EndSupportAccessInput!) {
    endSupportAccess(input: $input) {
      id
      state
      endedAt
    }
  }
`);

export interface GrantToDo {
  id: string;
  state: State;
  mine: boolean;
  askerLevel: string;
  askerName: string;
  askerTenant: string;
  areas: readonly Area[];
  mode: Mode;
  minutes: number;
  reason: string | null;
  company: { name: string } | null;
}

const OPEN: readonly State[] = ['REQUESTED', 'APPROVED', 'ACTIVE'];

/** What can be done with a request or an access: by the company, and by those who asked [T4]. */
export function GrantDeeds({ grant, size }: { grant: GrantToDo; size?: 'compact-sm' }) {
  const { level, support } = useViewer();
  const can = useCan();
  const decide = useSend(DecideDocument);
  const end = useSend(EndDocument);
  const sized = size ? { size } : {};
  const { id, state, askerName, askerTenant, areas, mode, minutes } = grant;
  if (support) return null;
  const who = `${askerName} of ${askerTenant}`;
  const input = (approve: boolean) => ({ input: { grantId: id, approve } });
  if (state === 'REQUESTED' && level === 'COMPANY' && can('SUPPORT_DECIDE'))
    return (
      <Group gap="xs" wrap="nowrap">
        <ConfirmButton
          {...sized}
          variant="filled"
          title={`Let ${who} in?`}
          consequence={`${MODES[mode]}: ${areasText(areas)}. For ${minutes} minutes from the moment of going in, within three days. You can end it at any time, and read everything that is looked at and done.`}
          confirmLabel="Approve"
          onConfirm={() => decide(input(true))}
        >
          Approve
        </ConfirmButton>
        <ConfirmButton
          {...sized}
          title={`Decline what ${who} asks?`}
          consequence="They are told, and may ask again with another reason."
          confirmLabel="Decline"
          destructive
          onConfirm={() => decide(input(false))}
        >
          Decline
        </ConfirmButton>
      </Group>
    );
  if (level === 'COMPANY') {
    if (!['APPROVED', 'ACTIVE'].includes(state) || !can('SUPPORT_END')) return null;
    return (
      <ConfirmButton
        {...sized}
        color="red"
        title={state === 'ACTIVE' ? `End the access of ${who} now?` : `Take back the approval of ${who}?`}
        consequence={
          state === 'ACTIVE'
            ? 'They are out at once, in the middle of whatever they do.'
            : 'They cannot go in any more, and may ask again.'
        }
        confirmLabel={state === 'ACTIVE' ? 'End now' : 'Take back'}
        destructive
        onConfirm={() => end({ input: { grantId: id } })}
      >
        {state === 'ACTIVE' ? 'End now' : 'Take back'}
      </ConfirmButton>
    );
  }
  if (!OPEN.includes(state) || grant.askerLevel !== level || !can('SUPPORT_ASK')) return null;
  return (
    <Group gap="xs" wrap="nowrap">
      {grant.mine && state === 'APPROVED' && <Enter grantId={id} {...sized} />}
      <ConfirmButton
        {...sized}
        title={state === 'ACTIVE' ? 'End this access now?' : 'Take this request back?'}
        consequence={
          state === 'ACTIVE'
            ? 'Whoever is in is out at once.'
            : `${grant.company?.name ?? 'The company'} need not decide any more.`
        }
        confirmLabel={state === 'ACTIVE' ? 'End now' : 'Take back'}
        destructive
        onConfirm={() => end({ input: { grantId: id } })}
      >
        {state === 'ACTIVE' ? 'End now' : 'Take back'}
      </ConfirmButton>
    </Group>
  );
}

function Enter({ grantId, ...sized }: { grantId: string; size?: 'compact-sm' }) {
  const enter = useSend(EnterDocument);
  const { enterSupport } = useSession();
  const router = useRouter();
  const { run, busy } = useDeed(
    async () => {
      const { enterSupportAccess } = await enter({ input: { grantId } });
      await router.navigate({ to: '/' });
      enterSupport(grantId, enterSupportAccess.accessToken);
    },
    ({ message }) => notifications.show({ color: 'red', message }),
  );
  return (
    <Button {...sized} loading={busy} onClick={() => void run()}>
      Enter
    </Button>
  );
}
