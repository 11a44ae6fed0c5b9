import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { spoken } from '../../../lib/words.ts';
import { DateText } from '../../../ui/DateText.tsx';
import { Facts } from '../../../ui/Facts.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';

import { MailBody } from './MailBody.tsx';

const MailDocument = graphql(`
  query Mail($id: ID!) {
    mail(id: $id) {
      id
      channel
      to
      subject
      body
      cause
      state
      error
      attachments {
        name
      }
      createdAt
      sentAt
    }
  }
`);

/** One message as its reader gets it [N3]. */
export function MailPage() {
  const { mailId = '' } = useParams({ strict: false });
  const read = useRead(MailDocument, { id: mailId });
  return (
    <Loaded from={read} whole>
      {({ mail }) => {
        if (!mail) return null;
        const { channel, to, subject, body, cause, attachments, state, error, createdAt, sentAt } = mail;
        return (
          <>
            <PageHeader
              title={subject ?? spoken(cause)}
              badge={<StateBadge state={state} />}
              crumbs={[{ label: 'Mail', link: { to: '/outbox' } }]}
            />
            {error && (
              <Alert color="red" icon={<IconAlertTriangle />} title="It was not delivered" mb="md">
                {error}
              </Alert>
            )}
            <Section mb="md">
              <Facts
                facts={[
                  ['By', channel === 'TEXT' ? 'Text message' : 'E-mail'],
                  ['To', to],
                  ['About', spoken(cause)],
                  ...(attachments.length
                    ? [['Files', attachments.map(({ name }) => name).join(', ')] as const]
                    : []),
                  ['Written', <DateText key="written" at={createdAt} />],
                  ['Sent', <DateText key="sent" at={sentAt} />],
                ]}
              />
            </Section>
            <Section title="Message">
              {body === null ? (
                <Text c="dimmed">It has gone out, or is about to. What it says is its reader’s alone.</Text>
              ) : (
                <MailBody text={body} />
              )}
            </Section>
          </>
        );
      }}
    </Loaded>
  );
}
