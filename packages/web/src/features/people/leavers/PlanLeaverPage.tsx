import { Alert, Button, Group, List, Stack, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { addDays, isPlainDate } from '@steward/shared';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { graphql, type ResultOf, readFragment } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { asApiError } from '../../../lib/errors.ts';
import { date, plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { ConfirmButton } from '../../../ui/ConfirmButton.tsx';
import { DayField } from '../../../ui/form/DayField.tsx';
import { BesideSummary, FormSummary } from '../../../ui/form/FormSummary.tsx';
import { Lines } from '../../../ui/Lines.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { type Chosen, type Item, LeaverChoice, plannedItem, usuallyUntil } from './LeaverChoice.tsx';

const PersonDocument = graphql(`
  query PersonToLeave($id: ID!) {
    endUser(id: $id) {
      id
      displayName
      company {
        id
        name
      }
    }
  }
`);

const PlanDocument = graphql(
  `
  mutation PlanLeaver($input: PlanLeaverInput!) {
    planLeaver(input: $input) {
      id
      lastDay
      monthlyMinor
      firstInvoiceMinor
      currency
      awaits
      inTheWay {
        path
        message
        heldId
      }
      items {
        ...PlannedItem
      }
    }
  }
`,
  [plannedItem],
);

const ConfirmDocument = graphql(`
  mutation ConfirmLeaver($input: ConfirmLeaverInput!) {
    confirmLeaver(input: $input) {
      id
      state
    }
  }
`);

type Plan = Omit<ResultOf<typeof PlanDocument>['planLeaver'], 'items'> & { items: Item[] };
type Choices = Readonly<Record<string, Chosen>>;
interface Person {
  id: string;
  displayName: string;
  company: { id: string; name: string };
}

/** All that somebody holds, what becomes of each thing when they leave, and what it comes to, before it is confirmed [U5]. */
export function PlanLeaverPage() {
  const { endUserId = '' } = useParams({ strict: false });
  const read = useRead(PersonDocument, { id: endUserId });
  return (
    <Loaded from={read} whole>
      {({ endUser }) => endUser && <PlanLeaver key={endUser.id} person={endUser} />}
    </Loaded>
  );
}

function PlanLeaver({ person }: { person: Person }) {
  const [lastDay, setLastDay] = useState(today());
  const [note, setNote] = useState('');
  const [choices, setChoices] = useState<Choices>({});
  const { plan, problem, busy } = usePlan(person.id, lastDay, note, choices);
  const confirm = useSend(ConfirmDocument, 'EndUser');
  const navigate = useNavigate();
  const blocked = !plan || busy || plan.inTheWay.length > 0;
  return (
    <>
      <PageHeader
        title={`Leaver: ${person.displayName}`}
        crumbs={[
          { label: 'End users', link: { to: '/end-users' } },
          {
            label: person.displayName,
            link: { to: '/end-users/$endUserId', params: { endUserId: person.id } },
          },
        ]}
        description="Nothing is changed before you confirm."
      />
      <Stack gap="lg" maw={1180}>
        <BesideSummary summary={<Summary plan={plan} name={person.displayName} />}>
          <Stack gap="md">
            <Section>
              <Stack gap="sm">
                <DayField
                  label="Last day"
                  description="Services end after it. If it is today, they are let in no more at once."
                  required
                  value={lastDay}
                  onChange={setLastDay}
                  min={today()}
                  max={addDays(today(), 365)}
                />
                <Textarea
                  label="Note"
                  description="Stands on the order, for whoever approves or reads it."
                  autosize
                  minRows={1}
                  maxRows={4}
                  maxLength={500}
                  value={note}
                  onChange={({ currentTarget }) => setNote(currentTarget.value)}
                />
              </Stack>
            </Section>
            {problem && (
              <Alert color="red" title="This cannot be planned">
                {problem}
              </Alert>
            )}
            {plan &&
              [...Map.groupBy(plan.items, ({ label }) => label)].map(([label, items]) => (
                <Section key={label} title={label}>
                  <Lines>
                    {items.map((item) => (
                      <li key={item.heldId}>
                        <LeaverChoice
                          item={item}
                          person={person}
                          lastDay={lastDay}
                          wrong={plan.inTheWay.filter(({ heldId }) => heldId === item.heldId)}
                          choose={(choice) => setChoices((all) => ({ ...all, [item.heldId]: choice }))}
                        />
                      </li>
                    ))}
                  </Lines>
                </Section>
              ))}
          </Stack>
        </BesideSummary>
        <Group justify="flex-end" gap="xs">
          <ButtonLink to="/end-users/$endUserId" params={{ endUserId: person.id }} variant="default">
            Cancel
          </ButtonLink>
          {blocked ? (
            <Button disabled>Confirm leaver</Button>
          ) : (
            <ConfirmButton
              variant="filled"
              title={`Confirm that ${person.displayName} leaves?`}
              consequence={consequenceOf(plan, person.displayName)}
              confirmLabel="Confirm leaver"
              destructive
              onConfirm={async () => {
                await confirm({ input: { id: plan.id } });
                notifications.show({ message: `${person.displayName} leaves on ${date(plan.lastDay)}.` });
                await navigate({ to: '/leavers/$leaverId', params: { leaverId: plan.id } });
              }}
            >
              Confirm leaver
            </ConfirmButton>
          )}
        </Group>
      </Stack>
    </>
  );
}

/** Plans anew whenever something else is chosen and typing has come to rest; the newest answer counts. */
function usePlan(endUserId: string, lastDay: string, note: string, choices: Choices) {
  const send = useSend(PlanDocument);
  const [plan, setPlan] = useState<Plan>();
  const [problem, setProblem] = useState<string>();
  const wanted = JSON.stringify({
    endUserId,
    lastDay,
    note,
    choices: Object.entries(choices).map(([heldId, { mail, ...choice }]) => ({
      heldId,
      ...choice,
      mail: mail && { ...mail, until: mail.until ?? usuallyUntil(lastDay) },
    })),
  });
  const [settled] = useDebouncedValue(wanted, 300);
  const [answered, setAnswered] = useState<string>();
  useEffect(() => {
    const input = JSON.parse(settled);
    if (!isPlainDate(input.lastDay)) return;
    let over = false;
    send({ input }).then(
      ({ planLeaver }) => {
        if (over) return;
        setPlan({ ...planLeaver, items: planLeaver.items.map((item) => readFragment(plannedItem, item)) });
        setProblem(undefined);
        setAnswered(settled);
      },
      (error: unknown) => {
        if (over) return;
        setPlan(undefined);
        setProblem(asApiError(error).message);
      },
    );
    return () => {
      over = true;
    };
  }, [settled, send]);
  return { plan, problem, busy: answered !== wanted };
}

const APPROVERS = { COMPANY: 'the company', RESELLER: 'the reseller' } as const;
const counted = (items: readonly Item[], fate: Item['fate']) =>
  items.filter((one) => one.fate === fate).length;

function consequenceOf({ items, lastDay, awaits }: Plan, name: string): string {
  const services = items.filter(
    ({ kind, fate }) => (kind === 'SUBSCRIPTION' || kind === 'MAILBOX') && fate === 'END',
  ).length;
  const back = counted(items, 'END') - services;
  const handed = counted(items, 'HAND_OVER');
  const parts = [
    services > 0 && `${plural(services, 'service ends', 'services end')} after ${date(lastDay)}`,
    ...items.flatMap(({ name: what, passesOn }) =>
      passesOn ? `${what} is kept until ${date(passesOn.until)} and its mail passed on` : [],
    ),
    handed > 0 && `${plural(handed, 'thing is', 'things are')} handed over`,
    back > 0 && `${plural(back, 'other is', 'others are')} ended or taken back`,
  ].filter(Boolean);
  const when =
    lastDay === today() ? `${name} is let in no more from now on.` : `Until then ${name} goes on working.`;
  const approval = awaits.length
    ? ` Nothing is done before ${awaits.map((one) => APPROVERS[one]).join(', and then ')} has approved the order.`
    : '';
  return `${parts.length ? `${parts.join(', ')}. ` : ''}${when}${approval} You can undo it for two weeks after; services that have ended by then do not come back.`;
}

function Summary({ plan, name }: { plan: Plan | undefined; name: string }) {
  if (!plan) return <FormSummary effects={['Choose the last day: what they hold stands here.']} />;
  const { monthlyMinor, firstInvoiceMinor, currency, inTheWay } = plan;
  return (
    <FormSummary
      facts={[
        ['Last day', date(plan.lastDay)],
        ['A month', <Money key="month" minor={monthlyMinor} currency={currency} />],
        ['First invoice', <Money key="first" minor={firstInvoiceMinor} currency={currency} />],
        ['Ended or taken back', counted(plan.items, 'END')],
        ['Handed over', counted(plan.items, 'HAND_OVER')],
        ['Passed on', counted(plan.items, 'PASS_ON')],
        ['Kept', counted(plan.items, 'KEEP')],
      ]}
      effects={['Without VAT; a part of a month is charged to the day.', consequenceOf(plan, name)]}
    >
      {inTheWay.length > 0 && (
        <Alert color="yellow" title="This stands in its way">
          <List size="sm" spacing={4}>
            {inTheWay.map(({ path, message }) => (
              <List.Item key={path + message}>{message}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </FormSummary>
  );
}
