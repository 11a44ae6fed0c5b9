import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { type RightsRow, timeLeft } from './rights-words.ts';
import { type Said, SayRights } from './SayRights.tsx';

const ConfirmDocument = graphql(`
  mutation ConfirmIdentity($input: ConfirmIdentityInput!) {
    confirmIdentity(input: $input) {
      id
      status
    }
  }
`);
const WithdrawDocument = graphql(`
  mutation WithdrawRightsRequest($input: WithdrawRightsRequestInput!) {
    withdrawRightsRequest(input: $input) {
      id
      status
    }
  }
`);

interface ToDo extends RightsRow {
  identityMethod: string | null;
}

/** What can be done next with a request: by the company that answers, and by whoever asked [D3]. */
export function RightsDeeds({ request }: { request: ToDo }) {
  const { level } = useViewer();
  const can = useCan();
  const confirm = useSend(ConfirmDocument);
  const withdraw = useSend(WithdrawDocument);
  const [saying, say] = useState<Said>();
  const [said, keepSaid] = useState<Said>('complete');
  const { id, reference, kind, status, identityMethod, extended, acknowledgedAt } = request;
  if (request.daysLeft === null || !can('RIGHTS_OPEN')) return null;
  const decides = can('RIGHTS_DECIDE');
  const begin = (what: Said) => {
    keepSaid(what);
    say(what);
  };
  const overdue = !request.paused && request.daysLeft < 0;
  const proved = async (method: 'KNOWN' | 'DOCUMENT_SEEN') => confirm({ input: { id, method } });
  return (
    <Group gap="xs">
      {status === 'AWAITING_CLARIFICATION' && (
        <Button variant={decides ? 'default' : 'filled'} onClick={() => begin('answer')}>
          {level === 'END_USER' ? 'Answer' : 'Note their answer'}
        </Button>
      )}
      {decides && !identityMethod && (
        <ConfirmButton
          title="Do you know who asks?"
          consequence="By telephone under a number you have, in person, or by something that only they can know. Nothing that they show is kept."
          confirmLabel="They are known to us"
          onConfirm={() => proved('KNOWN')}
        >
          Confirm identity
        </ConfirmButton>
      )}
      {decides && kind === 'COMPLAIN' && !acknowledgedAt && (
        <Button variant="default" onClick={() => begin('acknowledge')}>
          Acknowledge
        </Button>
      )}
      {decides && <Button onClick={() => begin('complete')}>Complete</Button>}
      <RowMenu
        of={reference}
        items={[
          ...(decides && !identityMethod
            ? [
                {
                  label: 'Confirm: a document was seen',
                  ask: {
                    title: 'Have you seen a document?',
                    consequence: 'Only that it was seen is noted. Do not keep a copy of it.',
                    confirmLabel: 'A document was seen',
                    onConfirm: () => proved('DOCUMENT_SEEN'),
                  },
                },
                request.paused
                  ? { label: 'Ask who they are', held: timeLeft(request) }
                  : { label: 'Ask who they are', run: () => begin('identity') },
              ]
            : []),
          ...(decides
            ? [
                request.paused
                  ? { label: 'Ask what they mean', held: timeLeft(request) }
                  : { label: 'Ask what they mean', run: () => begin('clarify') },
                ...(kind === 'COMPLAIN' || extended
                  ? []
                  : [
                      overdue
                        ? { label: 'Extend by two months', held: 'The first month is over' }
                        : { label: 'Extend by two months', run: () => begin('extend') },
                    ]),
                { label: 'Refuse', run: () => begin('refuse') },
              ]
            : []),
          {
            label: level === 'END_USER' ? 'Withdraw' : 'They have withdrawn it',
            ask: {
              title: level === 'END_USER' ? 'Withdraw this request?' : 'Have they withdrawn it?',
              consequence: 'Nobody answers it any more. It can be asked again.',
              confirmLabel: 'Withdraw',
              onConfirm: () => withdraw({ input: { id } }),
            },
          },
        ]}
      />
      <SayRights what={said} request={request} opened={saying !== undefined} onClose={() => say(undefined)} />
    </Group>
  );
}
