import { Alert, Button, Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { CopyText } from '../../../ui/CopyText.tsx';
import { DateText } from '../../../ui/DateText.tsx';
import { DetailPage } from '../../../ui/DetailPage.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { ButtonLink, TextLink } from '../../../ui/links.tsx';
import { Section } from '../../../ui/Section.tsx';
import { StateBadge } from '../../../ui/StateBadge.tsx';
import { useDeed } from '../../../ui/use-deed.ts';
import { AnswerEnquiry, CloseEnquiry, MakeContact } from './EnquiryForms.tsx';
import { OUTCOMES, STATES, TONES } from './enquiry-words.ts';

const EnquiryDocument = graphql(`
  query Enquiry($id: ID!) {
    enquiry(id: $id) {
      id
      reference
      name
      email
      phone
      organisation
      message
      page
      state
      mine
      ownerName
      contactId
      saidNoBefore
      receivedAt
      answer
      answeredAt
      outcome
      note
      closedAt
      form {
        id
        name
      }
    }
  }
`);
const TakeDocument = graphql(`
  mutation TakeEnquiry($input: TakeEnquiryInput!) {
    takeEnquiry(input: $input) {
      id
      state
      ownerName
      mine
    }
  }
`);

/** One enquiry: what was asked, whose it is, and what was answered [S4]. */
export function EnquiryPage() {
  const { enquiryId = '' } = useParams({ strict: false });
  const can = useCan();
  const [asked, setAsked] = useState<'answer' | 'contact' | 'close'>();
  const send = useSend(TakeDocument, 'Enquiry');
  const { run: take, busy } = useDeed(() => send({ input: { id: enquiryId } }));
  const read = useRead(EnquiryDocument, { id: enquiryId }, { types: ['Enquiry'] });
  const close = () => setAsked(undefined);
  return (
    <Loaded from={read} whole>
      {({ enquiry: row }) => {
        if (!row) return null;
        const { id, state, name, contactId } = row;
        const open = state !== 'CLOSED';
        const answers = can('ENQUIRY_ANSWER') && open;
        return (
          <>
            <DetailPage
              header={{
                title: name,
                badge: <StateBadge state={TONES[state]} label={STATES[state]} />,
                crumbs: [{ label: 'Enquiries', link: { to: '/enquiries' } }],
                actions: (
                  <>
                    {answers && (
                      <Button variant="default" onClick={() => setAsked('close')}>
                        Close
                      </Button>
                    )}
                    {can('CONTACT_EDIT') && open && !contactId && (
                      <Button variant="default" onClick={() => setAsked('contact')}>
                        Make a contact
                      </Button>
                    )}
                    {can('COMPANY_ONBOARD') && open && (
                      <ButtonLink
                        to="/companies/new"
                        search={{ name: row.organisation ?? name }}
                        variant="default"
                      >
                        Make a company
                      </ButtonLink>
                    )}
                    {answers && !row.mine && (
                      <Button variant="default" loading={busy} onClick={() => void take()}>
                        Take it
                      </Button>
                    )}
                    {answers && <Button onClick={() => setAsked('answer')}>Answer</Button>}
                  </>
                ),
              }}
              alert={
                row.saidNoBefore && (
                  <Alert color="yellow" mb="md" title="They had said no before">
                    They ticked that they may be written to, but whoever has this address said no before, and
                    anybody can type an address. The no stands: ask them, and enter what they say.
                  </Alert>
                )
              }
              facts={[
                ['Reference', <CopyText key="reference" text={row.reference} label="reference" />],
                ['E-mail', <CopyText key="email" text={row.email} label="e-mail address" />],
                ['Telephone', row.phone],
                ['Company', row.organisation],
                ['Whose', row.ownerName || 'Nobody’s yet'],
                ['Received', <DateText key="received" at={row.receivedAt} />],
                ['Form', row.form.name],
                ['Page', row.page],
                [
                  'Contact',
                  contactId && can('CONTACT_READ') && (
                    <TextLink to="/contacts/$contactId" params={{ contactId }}>
                      In the register
                    </TextLink>
                  ),
                ],
                ['Closed', row.closedAt && <DateText at={row.closedAt} />],
                ['What became of it', row.outcome && OUTCOMES[row.outcome]],
                ['Note', row.note],
              ]}
              asideFirst
              aside={[
                <Section key="asked" title="What they asked">
                  <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{row.message}</Text>
                </Section>,
                ...(row.answer
                  ? [
                      <Section key="answer" title="What they were answered">
                        <Text fz="sm" c="dimmed" mb="xs">
                          {row.answeredAt && <DateText at={row.answeredAt} />}
                        </Text>
                        <Text style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>{row.answer}</Text>
                      </Section>,
                    ]
                  : []),
              ]}
            />
            {asked === 'answer' && <AnswerEnquiry id={id} to={row.email} onClose={close} />}
            {asked === 'contact' && <MakeContact id={id} name={name} onClose={close} />}
            {asked === 'close' && <CloseEnquiry id={id} onClose={close} />}
          </>
        );
      }}
    </Loaded>
  );
}
