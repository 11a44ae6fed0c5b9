import { Button, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useCan, useViewer } from '../../../data/viewer.ts';
import { DateText, DayText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import type { Fact } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { AnswerRequest, DecideRequest, SetTelling } from './AuthorityForms.tsx';
import { BASES, CAPACITIES, classesText, KEEPERS, STATES, TONES } from './authority-words.ts';
import { Due } from './Due.tsx';

const DisclosureDocument = graphql(`
  query AuthorityDisclosure($id: ID!) {
    authorityDisclosure(id: $id) {
      id
      mine
      keeper
      toTell
      givenClasses
      secret
      recordedByMe
      recordedByName
      recordedAt
      decidedByName
      decidedAt
      capacity
      authority
      reference
      basis
      receivedOn
      dueOn
      asked
      dataClasses
      fromOn
      toOn
      state
      reason
      answeredOn
      given
      secretUntil
      mayTellOn
      toldOn
      whyUntold
      company {
        id
        name
      }
      people {
        id
        endUserId
        name
      }
    }
  }
`);

type Disclosure = NonNullable<ResultOf<typeof DisclosureDocument>['authorityDisclosure']>;

/** One request of an authority: what was asked, who decided, what was given, and whether the people know [D7]. */
export function AuthorityPage() {
  const { disclosureId = '' } = useParams({ strict: false });
  const { level } = useViewer();
  const can = useCan();
  const [asked, setAsked] = useState<'decide' | 'answer' | 'tell'>();
  const read = useRead(DisclosureDocument, { id: disclosureId }, { types: ['AuthorityDisclosure'] });
  const own = level === 'END_USER';
  return (
    <Loaded from={read} whole>
      {({ authorityDisclosure: row }) => {
        if (!row) return null;
        const { state } = row;
        const open = state === 'RECEIVED' || state === 'APPROVED' || state === 'NARROWED';
        const day = (value: string | null) => value && <DayText day={value} />;
        const facts: (Fact | false)[] = [
          ['Authority', row.authority],
          !own && ['Their reference', row.reference],
          ['By which law', BASES[row.basis]],
          [own ? 'Given by' : 'Asked of', row.mine ? 'Us' : KEEPERS[row.keeper]],
          ['Asked as', CAPACITIES[row.capacity]],
          !own && ['Company', row.company?.name],
          ['Received', day(row.receivedOn)],
          !own && ['Answer by', row.dueOn && <Due day={row.dueOn} open={open} />],
          !own && ['Data asked for', classesText(row.dataClasses ?? [])],
          row.givenClasses.length > 0 && ['Data given', classesText(row.givenClasses)],
          (row.fromOn !== null || row.toOn !== null) && [
            'Days',
            <>
              {day(row.fromOn)} – {day(row.toOn)}
            </>,
          ],
          !own && [
            'Entered',
            <>
              <DateText at={row.recordedAt} /> {row.recordedByName && `by ${row.recordedByName}`}
            </>,
          ],
          row.decidedAt !== null &&
            !own && [
              state === 'REFUSED' ? 'Refused' : 'Approved',
              <>
                <DateText at={row.decidedAt} /> {row.decidedByName && `by ${row.decidedByName}`}
              </>,
            ],
          row.reason !== null && ['Reason', row.reason],
          ['Answered', day(row.answeredOn)],
        ];
        const decides = row.mine && state === 'RECEIVED' && can('AUTHORITY_DISCLOSURE_DECIDE');
        const records = row.mine && can('AUTHORITY_DISCLOSURE_RECORD');
        return (
          <>
            <DetailPage
              header={{
                title: row.authority,
                badge: <StateBadge state={TONES[state]} label={STATES[state]} />,
                crumbs: [
                  {
                    label: own ? 'Given to authorities' : 'Disclosures to authorities',
                    link: { to: '/authorities' },
                  },
                ],
                actions: (
                  <>
                    {records && (
                      <Button variant="default" onClick={() => setAsked('tell')}>
                        Telling the people
                      </Button>
                    )}
                    {records && (state === 'APPROVED' || state === 'NARROWED') && (
                      <Button onClick={() => setAsked('answer')}>Enter the answer</Button>
                    )}
                    {decides && !row.recordedByMe && (
                      <Button onClick={() => setAsked('decide')}>Decide</Button>
                    )}
                  </>
                ),
              }}
              facts={facts.filter((fact) => fact !== false)}
              aside={[
                ...(own
                  ? []
                  : [
                      <Section key="asked" title="What they ask for">
                        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{row.asked}</Text>
                        {decides && row.recordedByMe && (
                          <Text fz="sm" c="dimmed" mt="xs">
                            You entered it: somebody else of your people decides.
                          </Text>
                        )}
                      </Section>,
                      ...(row.given
                        ? [
                            <Section key="given" title="What was given">
                              <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                                {row.given}
                              </Text>
                            </Section>,
                          ]
                        : []),
                    ]),
                <Told key="told" row={row} own={own} />,
              ]}
            />
            {asked === 'decide' && <DecideRequest id={row.id} onClose={() => setAsked(undefined)} />}
            {asked === 'answer' && (
              <AnswerRequest
                id={row.id}
                dataClasses={row.dataClasses ?? []}
                onClose={() => setAsked(undefined)}
              />
            )}
            {asked === 'tell' && <SetTelling of={row} onClose={() => setAsked(undefined)} />}
          </>
        );
      }}
    </Loaded>
  );
}

/** Whom it is about, and whether they know. */
function Told({ row, own }: { row: Disclosure; own: boolean }) {
  const { people, toldOn, mayTellOn, whyUntold, secret, secretUntil } = row;
  return (
    <Section title={own ? 'When you were told' : 'People'}>
      {!own &&
        people.map(({ id, endUserId, name }) => (
          <Text key={id}>
            {name ? (
              <TextLink to="/end-users/$endUserId" params={{ endUserId }}>
                {name}
              </TextLink>
            ) : (
              'Somebody who is gone'
            )}
          </Text>
        ))}
      <Text fz="sm" c="dimmed" mt={own ? undefined : 'xs'}>
        {toldOn ? (
          <>
            Told on <DayText day={toldOn} />.
          </>
        ) : own ? (
          'You read it here: no letter about it has been entered.'
        ) : mayTellOn ? (
          <>
            May be told from <DayText day={mayTellOn} />.
          </>
        ) : (
          (whyUntold ?? 'It is not said yet whether they may be told.')
        )}
        {secret &&
          (secretUntil ? (
            <>
              {' '}
              Secret until <DayText day={secretUntil} />.
            </>
          ) : (
            ' Secret until further notice.'
          ))}
      </Text>
    </Section>
  );
}
