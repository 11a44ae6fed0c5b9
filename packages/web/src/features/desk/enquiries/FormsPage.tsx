import { Button, Code, CopyButton, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { line } from '@steward/shared';
import { IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { z } from 'zod';
import { graphql, type ResultOf } from '../../../data/graphql.ts';
import { useRead } from '../../../data/use-read.ts';
import { useSend } from '../../../data/use-send.ts';
import { useCan } from '../../../data/viewer.ts';
import { Siblings } from '../../../frame/Siblings.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { FormModal } from '../../../ui/form/FormModal.tsx';
import { FormSummary } from '../../../ui/form/FormSummary.tsx';
import { useSubmitForm } from '../../../ui/form/use-submit-form.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { RowMenu } from '../../../ui/list/RowMenu.tsx';
import { PageHeader } from '../../../ui/PageHeader.tsx';
import { Section } from '../../../ui/Section.tsx';

const FormsDocument = graphql(`
  query EnquiryForms {
    enquiryForms(first: 100) {
      nodes {
        id
        name
        sites
        privacyUrl
        retiredAt
      }
    }
    consentPurposes(first: 100, filter: { mine: true, retired: false }) {
      nodes {
        id
        name
        asks
        text
      }
    }
  }
`);
const AddDocument = graphql(`
  mutation AddEnquiryForm($input: AddEnquiryFormInput!) {
    addEnquiryForm(input: $input) {
      id
    }
  }
`);
const UpdateDocument = graphql(`
  mutation UpdateEnquiryForm($input: UpdateEnquiryFormInput!) {
    updateEnquiryForm(input: $input) {
      id
      name
      sites
    }
  }
`);
const RetireDocument = graphql(`
  mutation RetireEnquiryForm($input: RetireEnquiryFormInput!) {
    retireEnquiryForm(input: $input) {
      id
      retiredAt
    }
  }
`);

type Form = ResultOf<typeof FormsDocument>['enquiryForms']['nodes'][number];

/** What is put on a page. */
const htmlOf = (id: string): string =>
  `<div data-steward-enquiry="${id}"></div>\n<script src="${location.origin}/enquiry-form.js" defer></script>`;

/** The forms on web sites, and what puts each there [S4]. */
export function FormsPage() {
  const can = useCan();
  const read = useRead(FormsDocument, {}, { types: ['EnquiryForm', 'ConsentPurpose'] });
  const retire = useSend(RetireDocument, 'EnquiryForm');
  const [chosen, setChosen] = useState<Form | 'new'>();
  const edits = can('ENQUIRY_FORM_EDIT');
  return (
    <>
      <PageHeader
        title="Enquiry forms"
        description="For your web sites: without cookies, with nothing ticked, and without asking a third party whether somebody is a person."
        actions={
          edits && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setChosen('new')}>
              Make a form
            </Button>
          )
        }
      />
      <Siblings of="/enquiries" at="/enquiries/forms">
        <Loaded from={read}>
          {({ enquiryForms: { nodes }, consentPurposes }) => {
            const asked = consentPurposes.nodes.filter(({ asks }) => asks === 'CONTACTS');
            if (nodes.length === 0)
              return (
                <EmptyState icon={<IconForms size={22} />} title="No forms yet">
                  Make one, and put two lines of HTML on your web site.
                </EmptyState>
              );
            return (
              <Stack>
                {nodes.map((form) => (
                  <Section
                    key={form.id}
                    title={form.name}
                    actions={
                      edits &&
                      !form.retiredAt && (
                        <RowMenu
                          of={form.name}
                          items={[
                            { label: 'Edit…', run: () => setChosen(form) },
                            {
                              label: 'Retire…',
                              ask: {
                                title: `Retire ${form.name}?`,
                                consequence:
                                  'Pages that show it cannot send it any more, and this cannot be taken back. What came by it stays.',
                                confirmLabel: 'Retire form',
                                destructive: true,
                                onConfirm: () => retire({ input: { id: form.id } }),
                              },
                            },
                          ]}
                        />
                      )
                    }
                  >
                    <Shown form={form} asked={asked} />
                  </Section>
                ))}
              </Stack>
            );
          }}
        </Loaded>
      </Siblings>
      {chosen && (
        <EditForm form={chosen === 'new' ? undefined : chosen} onClose={() => setChosen(undefined)} />
      )}
    </>
  );
}

function Shown({
  form,
  asked,
}: {
  form: Form;
  asked: readonly { id: string; name: string; text: string }[];
}) {
  if (form.retiredAt)
    return (
      <Text c="dimmed" fz="sm">
        Retired: it takes no enquiries any more.
      </Text>
    );
  const html = htmlOf(form.id);
  return (
    <Stack gap="xs">
      <Text fz="sm">May be shown by {form.sites.join(', ')}. Put this where it is to stand:</Text>
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {html}
      </Code>
      <CopyButton value={html}>
        {({ copied, copy }) => (
          <Button variant="default" size="xs" onClick={copy} style={{ alignSelf: 'flex-start' }}>
            {copied ? 'Copied' : 'Copy HTML'}
          </Button>
        )}
      </CopyButton>
      <Text fz="sm" c="dimmed">
        {asked.length
          ? `It asks, with nothing ticked: ${asked.map(({ name }) => name).join(', ')}. What each says is under Consents.`
          : 'It asks for no consent: begin under Consents, asking contacts, and the boxes appear here by themselves.'}
      </Text>
    </Stack>
  );
}

/** Makes a form, or changes one. */
function EditForm({ form: known, onClose }: { form: Form | undefined; onClose: () => void }) {
  const add = useSend(AddDocument, 'EnquiryForm');
  const update = useSend(UpdateDocument, 'EnquiryForm');
  const form = useSubmitForm({
    initialValues: {
      name: known?.name ?? '',
      sites: known?.sites ?? [],
      privacyUrl: known?.privacyUrl ?? '',
    },
    schema: z.object({
      name: line(120),
      sites: z.array(z.string()).min(1, 'Say at least one web site.'),
      privacyUrl: line(500),
    }),
    send: (values, changed): Promise<unknown> =>
      known ? update({ input: { id: known.id, ...changed((given) => given) } }) : add({ input: values }),
    onDone: onClose,
  });
  const { getInputProps } = form.form;
  return (
    <FormModal
      opened
      onClose={onClose}
      title={known ? `Edit ${known.name}` : 'Make an enquiry form'}
      submitLabel={known ? 'Save' : 'Make form'}
      form={form}
      summary={
        <FormSummary
          facts={[]}
          effects={[
            'Only the web sites that you name can show and send it.',
            'It asks what contacts are asked under Consents, with nothing ticked.',
          ]}
        />
      }
    >
      <TextInput
        label="Name"
        placeholder="Contact page"
        required
        maxLength={120}
        {...getInputProps('name')}
      />
      <TagsInput
        label="Web sites"
        description="Each with https:// in front; Enter adds one."
        placeholder="https://www.example.com"
        required
        acceptValueOnBlur
        {...getInputProps('sites')}
      />
      <TextInput
        label="Privacy notice"
        description="Where it stands on your web site."
        placeholder="https://www.example.com/privacy"
        required
        maxLength={500}
        {...getInputProps('privacyUrl')}
      />
    </FormModal>
  );
}
