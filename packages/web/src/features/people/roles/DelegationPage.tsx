import { Alert, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { ApiError } from '../../../lib/errors.ts';
import { Asking } from '../../../ui/Asking.tsx';
import { Dialogue } from '../../../ui/Dialogue.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import {
  type Access,
  accessWords,
  choicesOf,
  DELEGATED,
  type Delegation,
  DelegationsDocument,
} from './delegation-words.ts';

const SetDelegationDocument = graphql(`
  mutation SetDelegation($input: SetDelegationInput!) {
    setDelegation(input: $input) {
      id
      delegations {
        area
        access
      }
    }
  }
`);

/** A company sees how far its reseller is let in, in words, and narrows it [T3]. */
export function DelegationPage() {
  const { company } = useViewer();
  const read = useRead(
    DelegationsDocument,
    { id: company?.id ?? '' },
    { pause: !company, types: ['Company'] },
  );
  if (!company) return <ErrorState error={new ApiError('NOT_FOUND', 'You belong to no company.')} whole />;
  return (
    <Loaded from={read} whole>
      {({ company: found }) => {
        if (!found) return null;
        const { reseller, delegations } = found;
        return (
          <>
            <PageHeader
              title={reseller.isPlatform ? 'What your provider may do' : `What ${reseller.name} may do`}
              description={
                reseller.isPlatform
                  ? undefined
                  : `${reseller.name} looks after ${found.name}. You decide how far. Changes are in force at once, and nothing that they see elsewhere shows what you keep to yourself.`
              }
            />
            {reseller.isPlatform ? (
              <Alert title={`You are a direct customer of ${reseller.name}`}>
                There is no reseller between you and {reseller.name}, whose staff run the service and look
                after you themselves. What they look at is in your records. There is nothing to narrow here.
              </Alert>
            ) : (
              <Stack>
                {(delegations ?? []).map((each) => (
                  <AreaOf key={each.area} of={each} reseller={reseller.name} />
                ))}
                <Text c="dimmed" fz="sm">
                  Your company’s name, address and other details are seen in any case: they are how{' '}
                  {reseller.name} finds you.
                </Text>
              </Stack>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function AreaOf({ of: { area, access }, reseller }: { of: Delegation; reseller: string }) {
  const can = useCan();
  const send = useSend(SetDelegationDocument);
  const [asked, ask] = useState<Access>();
  const { title, see, change, keep } = DELEGATED[area] ?? { title: area, see: area, change: 'change it' };
  const choices = choicesOf(area);
  // Where there is nothing to change, looking is all there is.
  const held: Access = choices.includes(access) ? access : 'MANAGE';
  const narrower = asked !== undefined && choices.indexOf(asked) < choices.indexOf(held);
  const says = (at: Access): string => {
    if (at === 'NONE') return `${reseller} sees nothing of this.`;
    if (!change) return `${reseller} sees ${see}.`;
    return at === 'VIEW'
      ? `${reseller} sees ${see}, and changes nothing.`
      : `${reseller} sees ${see}, and may ${change}.`;
  };
  const { run, busy, error, restart } = useDeed(async (to: Access) => {
    await send({ input: { area, access: to } });
    ask(undefined);
    notifications.show({ message: `${title}: ${says(to)}` });
  });
  return (
    <Section>
      <Group justify="space-between" gap="md">
        <Stack gap={2} flex="1 1 18rem">
          <Text fw={600} id={`delegation-${area}`}>
            {title}
          </Text>
          <Text fz="sm" c="dimmed">
            {says(held)} {keep}
          </Text>
        </Stack>
        {can('DELEGATION_WRITE') ? (
          <SegmentedControl
            aria-labelledby={`delegation-${area}`}
            data={choices.map((value) => ({ value, label: accessWords(area, value) }))}
            value={held}
            onChange={(value) => {
              restart();
              ask(value as Access);
            }}
          />
        ) : (
          <StateBadge state={held} label={accessWords(area, held)} />
        )}
      </Group>
      <Dialogue
        opened={asked !== undefined}
        onClose={() => !busy && ask(undefined)}
        title={`${title}: ${asked ? accessWords(area, asked).toLowerCase() : ''}?`}
        size="sm"
      >
        {asked && (
          <Asking
            consequence={`${says(asked)}${keep ? ` ${keep}` : ''} It is in force at once. ${
              narrower
                ? `Whatever of it is with ${reseller} to do, you then do yourself.`
                : 'You can take it back at any time.'
            }`}
            confirmLabel={narrower ? 'Narrow it' : 'Let them in'}
            busy={busy}
            problem={error?.message}
            onAnswer={(go) => (go ? void run(asked) : ask(undefined))}
          />
        )}
      </Dialogue>
    </Section>
  );
}
