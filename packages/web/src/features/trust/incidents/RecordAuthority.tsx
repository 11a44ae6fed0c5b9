import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { instantOf, localOf, MomentField } from '../../../ui/form/MomentField.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { AuthorityClock } from './AuthorityClock.tsx';
import type { BreachNotice } from './notice.ts';

const RecordDocument = graphql(`
  mutation RecordAuthorityNotice($input: RecordAuthorityNoticeInput!) {
    recordAuthorityNotice(input: $input) {
      id
      authorityNotedAt
    }
  }
`);

export const DraftsDocument = graphql(`
  query BreachDrafts($noticeId: ID!) {
    breachDrafts(noticeId: $noticeId) {
      authority
      letterSubject
      letter
    }
  }
`);

/** The controller notes when its authority was told, or why it was not [D5] [S86]. */
export function RecordAuthority({ notice }: { notice: BreachNotice }) {
  const [opened, setOpened] = useState(false);
  const { authorityNotedAt } = notice;
  return (
    <>
      <Button variant={authorityNotedAt ? 'default' : 'filled'} onClick={() => setOpened(true)}>
        {authorityNotedAt ? 'Change what was noted…' : 'Note the authority…'}
      </Button>
      {opened && <RecordForm notice={notice} onClose={() => setOpened(false)} />}
    </>
  );
}

function RecordForm({ notice, onClose }: { notice: BreachNotice; onClose: () => void }) {
  const record = useSend(RecordDocument, 'BreachNotice');
  const drafts = useRead(DraftsDocument, { noticeId: notice.id });
  const form = useSubmitForm({
    initialValues: {
      notifiedAt: localOf(notice.authorityNotifiedAt),
      reference: notice.authorityReference ?? '',
      reason: notice.authorityReason ?? '',
    },
    send: ({ notifiedAt, ...values }) =>
      record({ input: { noticeId: notice.id, ...values, notifiedAt: instantOf(notifiedAt) } }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title="What the authority was told"
      submitLabel="Note"
      form={form}
      summary={
        <FormSummary
          facts={[['Your 72 hours', <AuthorityClock key="clock" {...notice} />]]}
          effects={[
            'You tell the authority yourself, at ico.org.uk or by telephone; this is the proof.',
            'Where a risk to people is unlikely, say so instead: the law asks for the reason, too.',
            `${notice.issuerName} sees it.`,
          ]}
        />
      }
    >
      <MomentField label="Told on" description="Empty: not told." {...getInputProps('notifiedAt')} />
      <TextInput label="Its reference" maxLength={60} autoComplete="off" {...getInputProps('reference')} />
      <Textarea
        label="Reason"
        description="Why it was not told, or told after more than 72 hours."
        autosize
        minRows={2}
        maxLength={2_000}
        {...getInputProps('reason')}
      />
      {drafts.state === 'ready' && (
        <Textarea
          label="Draft, to be pasted into the authority’s form"
          description="What only you know is a gap in square brackets."
          readOnly
          autosize
          minRows={4}
          maxRows={10}
          value={drafts.data.breachDrafts.authority}
        />
      )}
    </FormModal>
  );
}
