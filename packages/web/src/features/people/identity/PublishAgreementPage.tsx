import { Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { addDays, date, line, optional, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { plural } from '../../../lib/format.ts';
import { today } from '../../../lib/today.ts';
import { DayField } from '../../../ui/form/DayField.tsx';
import { FormPage } from '../../../ui/form/FormPage.tsx';
import { FormSection } from '../../../ui/form/FormSection.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { PageHeader } from '../../../ui/PageHeader.tsx';

const PublishDocument = graphql(`
  mutation PublishAgreement($input: PublishAgreementInput!) {
    publishAgreement(input: $input) {
      id
      version
    }
  }
`);

const BoundDocument = graphql(`
  query BoundByAgreement {
    companies {
      totalCount
    }
  }
`);

const RULES = z.object({
  version: line(40),
  title: line(150),
  summary: prose(2_000),
  text: prose(50_000),
  acceptBy: optional(date()),
});

/** A new version of the data processing agreement, in force as soon as it is published [D1] [N5]. */
export function PublishAgreementPage() {
  const publish = useSend(PublishDocument);
  const navigate = useNavigate();
  const read = useRead(BoundDocument, {}, { types: ['Company'] });
  const bound =
    read.state === 'ready' ? plural(read.data.companies.totalCount, 'company', 'companies') : 'all companies';
  const form = useSubmitForm({
    initialValues: { version: '', title: 'Data processing agreement', summary: '', text: '', acceptBy: '' },
    schema: RULES,
    ask: ({ version }) => ({
      title: `Publish version ${version}?`,
      consequence: `It is in force at once for ${bound} and all resellers, whose administrators are told by mail and asked to accept it. It cannot be changed or taken back.`,
      confirmLabel: `Publish for ${bound}`,
    }),
    send: (input) => publish({ input }),
    onDone: ({ publishAgreement: { version } }) => {
      notifications.show({ message: `Version ${version} is published.` });
      void navigate({ to: '/agreement' });
    },
  });
  const { getInputProps } = form.form;
  return (
    <>
      <PageHeader
        title="Publish a new version"
        crumbs={[{ label: 'Processing agreement', link: { to: '/agreement' } }]}
      />
      <FormPage
        form={form}
        submitLabel="Publish version…"
        cancel={{ to: '/agreement' }}
        note="It is in force at once and cannot be changed. You will be asked once more before it goes out."
      >
        <FormSection title="Version">
          <TextInput label="Version" placeholder="2026-12" required {...getInputProps('version')} />
          <TextInput label="Title" required {...getInputProps('title')} />
          <DayField
            label="To be accepted by"
            description="Nothing stops after that day; leave it empty where there is no hurry."
            min={addDays(today(), 1)}
            {...getInputProps('acceptBy')}
          />
          <Textarea
            label="What has changed"
            description="In plain words, for whoever accepted the version before."
            required
            autosize
            minRows={3}
            data-wide
            {...getInputProps('summary')}
          />
        </FormSection>
        <FormSection title="Text">
          <Textarea
            label="The whole agreement"
            description="Plain text; clauses are set apart by empty lines."
            required
            autosize
            minRows={12}
            data-wide
            maxRows={30}
            {...getInputProps('text')}
          />
        </FormSection>
      </FormPage>
    </>
  );
}
