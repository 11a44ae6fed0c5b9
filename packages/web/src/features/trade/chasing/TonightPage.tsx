import { Alert, Stack, Text } from '@mantine/core';
import { IconMailForward } from '@tabler/icons-react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { date, plural } from '../../../lib/format.ts';
import { DayText } from '../../../ui/DateText.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { Money } from '../../../ui/Money.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { dayWords, effectWords } from './chasing-words.ts';

const TonightDocument = graphql(`
  query ChasingTonight {
    chasingTonight {
      on
      letters {
        companyId
        resellerId
        customerName
        subject
        to
        reminders {
          invoiceId
          number
          dueOn
          currency
          dueMinor
          last
          step {
            day
          }
        }
        restrictions {
          invoiceId
          number
          kind
          on
          begins
        }
        services
      }
    }
    chasingPolicies(first: 1, filter: { forEveryone: true }) {
      nodes {
        id
        active
      }
    }
  }
`);

/** Who gets which reminder next, if nothing is paid before: a dry run of the night [B7]. */
export function TonightPage() {
  const read = useRead(
    TonightDocument,
    {},
    {
      types: ['Invoice', 'InvoicePause', 'InvoiceReminder', 'ChasingPolicy', 'Restriction'],
    },
  );
  return (
    <Siblings of="/chasing" at="/chasing">
      <PageHeader
        title="Chasing"
        description="Which letters go out next, to whom, and what they lead to. Nobody gets more than one letter a day, whatever is due."
      />
      <Loaded from={read}>
        {({ chasingTonight: { on, letters }, chasingPolicies }) =>
          !chasingPolicies.nodes[0]?.active ? (
            <EmptyState
              icon={<IconMailForward size={22} />}
              title="Nobody is chased"
              action={<ButtonLink to="/chasing/policy">Set the policy</ButtonLink>}
            >
              Say when customers are reminded of what is due, and switch it on. You then see here what goes
              out next.
            </EmptyState>
          ) : letters.length === 0 ? (
            <EmptyState icon={<IconMailForward size={22} />} title="No reminder is due">
              Nothing goes out on {date(on)}.
            </EmptyState>
          ) : (
            <Stack>
              <Alert variant="light" icon={<IconMailForward size={18} />}>
                {plural(letters.length, 'letter goes', 'letters go')} out on the morning of {date(on)}. Who
                pays, disputes or promises before then gets none.
              </Alert>
              {letters.map(
                ({ companyId, resellerId, customerName, subject, to, reminders, restrictions, services }) => (
                  <Section key={companyId ?? resellerId} title={customerName}>
                    <Stack gap="xs">
                      <Text fz="sm">
                        “{subject}” to {to.length ? to.join(', ') : 'nobody: it has no administrator'}
                      </Text>
                      {effectsOf(restrictions).map(({ kind, day, begins, numbers }) => (
                        <Text key={`${kind} ${day}`} fz="sm" c={begins ? 'red' : undefined}>
                          {begins
                            ? `${effectWords(kind)} from this day, for ${numbers}`
                            : `Warned: ${effectWords(kind).toLowerCase()} on ${date(day)} unless ${numbers} ${numbers.includes(' ') ? 'are' : 'is'} paid`}
                          {kind === 'SUSPENSION' && `: ${services.join(', ') || 'it has none that may be'}`}
                        </Text>
                      ))}
                      {reminders.length > 0 && (
                        <FigureTable
                          label={`Invoices to ${customerName}`}
                          head={['Invoice', 'Due on', 'Reminder', 'To pay']}
                          numeric={[3]}
                          rows={reminders.map(
                            ({ invoiceId, number, dueOn, currency, dueMinor, last, step }) => ({
                              key: invoiceId,
                              cells: [
                                <TextLink
                                  key="number"
                                  to="/invoices/$invoiceId"
                                  params={{ invoiceId }}
                                  inherit
                                >
                                  {number}
                                </TextLink>,
                                <DayText key="due" day={dueOn} />,
                                `${dayWords(step.day)}${last ? ', the last' : ''}`,
                                <Money key="money" minor={dueMinor} currency={currency} />,
                              ],
                            }),
                          )}
                        />
                      )}
                    </Stack>
                  </Section>
                ),
              )}
            </Stack>
          )
        }
      </Loaded>
    </Siblings>
  );
}

type Planned = ResultOf<typeof TonightDocument>['chasingTonight']['letters'][number]['restrictions'][number];

/** What letters lead to: of each kind and day once, with all the invoices. */
const effectsOf = (restrictions: readonly Planned[]) =>
  [...Map.groupBy(restrictions, ({ kind, on }) => `${kind} ${on}`).values()].flatMap((those) => {
    const [first] = those;
    if (!first) return [];
    const numbers = new Intl.ListFormat('en-GB').format(those.map(({ number }) => number));
    return [{ kind: first.kind, day: first.on, begins: first.begins, numbers }];
  });
