import { Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { line, prose } from '@steward/shared';
import { useNavigate } from '@tanstack/react-router';
import { z } from 'zod';
import { graphql } from '../../../data/graphql.ts';
import { useSend } from '../../../data/use-send.ts';
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

const RULES = z.object({
  version: line(40),
  title: line(150),
  summary: prose(2_000),
  text: prose(50_000),
});

/** A new version of the data processing agreement, in force as soon as it is published [D1] [N5]. */
export function PublishAgreementPage() {
  const publish = useSend(PublishDocument);
  const navigate = useNavigate();
  const form = useSubmitForm({
    initialValues: { version: '', title: 'Data processing agreement', summary: '', text: '' },
    schema: RULES,
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
        submitLabel="Publish version"
        cancel={{ to: '/agreement' }}
        note="It is in force at once and cannot be changed. Administrators of all companies are told by mail and asked to accept it."
      >
        <FormSection title="Version">
          <TextInput label="Version" placeholder="2026-12" required {...getInputProps('version')} />
          <TextInput label="Title" required {...getInputProps('title')} />
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
