import { Button, SegmentedControl, Stack, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { FigureTable } from '../../../ui/FigureTable.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { EditContact } from './ContactForms.tsx';
import {
  CHANNELS,
  type Channel,
  DEEDS,
  PURPOSES,
  type Purpose,
  SOURCES,
  STATUSES,
  VIAS,
} from './contact-words.ts';
import { SayConsent } from './SayConsent.tsx';

const ContactDocument = graphql(`
  query Contact($id: ID!) {
    contact(id: $id) {
      id
      name
      email
      phone
      organisation
      source
      sourceNote
      pecrStatus
      statusReason
      suppressed
      createdAt
      activeAt
      consents(first: 50) {
        nodes {
          id
          deed
          outgrown
          at
          via
          version
          place
          evidence
          purpose {
            id
            name
          }
        }
      }
    }
  }
`);
const DecisionsDocument = graphql(`
  query ContactDecisions($id: ID!, $channel: Channel!) {
    NEWS: mayContact(contactId: $id, purpose: NEWS, channel: $channel) {
      allowed
      reason
      rule
    }
    OFFERS: mayContact(contactId: $id, purpose: OFFERS, channel: $channel) {
      allowed
      reason
      rule
    }
    EVENTS: mayContact(contactId: $id, purpose: EVENTS, channel: $channel) {
      allowed
      reason
      rule
    }
    SURVEYS: mayContact(contactId: $id, purpose: SURVEYS, channel: $channel) {
      allowed
      reason
      rule
    }
  }
`);
const SuppressDocument = graphql(`
  mutation SuppressContact($input: SuppressContactInput!) {
    suppressContact(input: $input) {
      id
      suppressed
    }
  }
`);
const EraseDocument = graphql(`
  mutation EraseContact($input: EraseContactInput!) {
    eraseContact(input: $input)
  }
`);

type Contact = NonNullable<ResultOf<typeof ContactDocument>['contact']>;

/** One contact: whether they may be reached, by which rule, and what they have said [N2] [S87]. */
export function ContactPage() {
  const { contactId = '' } = useParams({ strict: false });
  const can = useCan();
  const navigate = useNavigate();
  const suppress = useSend(SuppressDocument, 'Contact');
  const erase = useSend(EraseDocument, 'Contact');
  const [asked, setAsked] = useState<'edit' | 'say'>();
  const read = useRead(ContactDocument, { id: contactId }, { types: ['Contact', 'ConsentEntry'] });
  const edits = can('CONTACT_EDIT');
  const close = () => setAsked(undefined);
  return (
    <Loaded from={read} whole>
      {({ contact }) => {
        if (!contact) return null;
        const { id, name, suppressed } = contact;
        return (
          <>
            <DetailPage
              header={{
                title: name,
                badge: suppressed && <StateBadge state="CONTACT_SUPPRESSED" label="Wants no marketing" />,
                crumbs: [{ label: 'Contacts', link: { to: '/contacts' } }],
                actions: (
                  <>
                    {edits && (
                      <RowMenu
                        of={name}
                        items={[
                          suppressed
                            ? { label: 'Wants no marketing', held: 'It is noted already.' }
                            : {
                                label: 'Wants no marketing…',
                                ask: {
                                  title: `No marketing to ${name}?`,
                                  consequence:
                                    'They are not written to or called about anything any more, by no channel, until they say themselves that they want to hear from you again.',
                                  confirmLabel: 'Note it',
                                  destructive: true,
                                  onConfirm: () => suppress({ input: { contactId: id, complained: false } }),
                                },
                              },
                          {
                            label: 'Erase…',
                            ask: {
                              title: `Erase ${name}?`,
                              consequence:
                                'Their entry and their enquiries go for good. What they said about marketing stays as proof, without their name, and a hash of their address keeps them from being written to again.',
                              confirmLabel: 'Erase contact',
                              destructive: true,
                              onConfirm: async () => {
                                await erase({ input: { contactId: id } });
                                await navigate({ to: '/contacts' });
                              },
                            },
                          },
                        ]}
                      />
                    )}
                    {edits && (
                      <Button variant="default" onClick={() => setAsked('edit')}>
                        Edit
                      </Button>
                    )}
                    {can('CONSENT_RECORD') && (
                      <Button onClick={() => setAsked('say')}>Enter a consent</Button>
                    )}
                  </>
                ),
              }}
              facts={[
                ['E-mail', contact.email],
                ['Telephone', contact.phone],
                ['Company', contact.organisation],
                ['Kind of subscriber', STATUSES[contact.pecrStatus]],
                ['What shows it', contact.statusReason],
                ['From', SOURCES[contact.source]],
                ['In words', contact.sourceNote],
                ['In the register since', <DateText key="since" at={contact.createdAt} />],
                ['Last heard of or written to', <DateText key="active" at={contact.activeAt} />],
              ]}
              asideFirst
              aside={[<Decisions key="may" id={id} />, <Said key="said" contact={contact} />]}
            />
            {asked === 'edit' && <EditContact contact={contact} onClose={close} />}
            {asked === 'say' && <SayConsent contact={contact} onClose={close} />}
          </>
        );
      }}
    </Loaded>
  );
}

const SHOWN = ['EMAIL', 'TEXT_MESSAGE', 'LIVE_CALL'] as const satisfies readonly Channel[];

/** For each purpose whether they may be reached by a channel, and why. */
function Decisions({ id }: { id: string }) {
  const [channel, setChannel] = useState<Channel>('EMAIL');
  const read = useRead(
    DecisionsDocument,
    { id, channel },
    { types: ['Contact', 'ConsentEntry', 'ConsentPurpose'] },
  );
  return (
    <Section title="May we reach them?">
      <Stack gap="sm">
        <SegmentedControl
          aria-label="Channel"
          value={channel}
          onChange={(value) => setChannel(value as Channel)}
          data={SHOWN.map((value) => ({ value, label: CHANNELS[value] }))}
        />
        <Loaded from={read}>
          {(decisions) => (
            <FigureTable
              label="May we reach them?"
              head={['About', 'May we?', 'Why', 'Rule']}
              numeric={[]}
              rows={(Object.keys(PURPOSES) as Purpose[]).map((purpose) => {
                const { allowed, reason, rule } = decisions[purpose];
                return {
                  key: purpose,
                  cells: [
                    PURPOSES[purpose],
                    <StateBadge
                      key="may"
                      state={allowed ? 'CONSENT_GIVEN' : 'CONSENT_REFUSED'}
                      label={allowed ? 'Yes' : 'No'}
                    />,
                    reason,
                    rule,
                  ],
                };
              })}
            />
          )}
        </Loaded>
      </Stack>
    </Section>
  );
}

/** The ledger of what they have said, newest first. */
function Said({ contact: { consents } }: { contact: Contact }) {
  return (
    <Section title="What they have said">
      {consents.nodes.length === 0 ? (
        <Text c="dimmed" fz="sm">
          Nothing yet: silence is no consent.
        </Text>
      ) : (
        <Stack gap="md">
          {consents.nodes.map(({ id, deed, outgrown, at, via, version, place, evidence, purpose }) => (
            <div key={id}>
              <Text fw={500}>
                {purpose.name} · {outgrown ? 'Consented, to be asked again' : DEEDS[deed]}
              </Text>
              <Text fz="sm" c="dimmed">
                <DateText at={at} /> · {VIAS[via]}
                {version !== null && ` · version ${version} of the words`}
                {place && ` · ${place}`}
              </Text>
              <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
                {evidence}
              </Text>
            </div>
          ))}
        </Stack>
      )}
    </Section>
  );
}
