import { Field, ObjectType } from 'type-graphql';
import type { Setting } from '../../../kernel/verb.ts';

/** A file that goes with a message: what it is, not its bytes, which are fetched when the message goes out. */
@ObjectType()
export class MailAttachment {
  /** Who has it. */
  source!: string;
  id!: string;
  @Field(() => String, { description: 'What the file is called.' }) name!: string;
}

/** A file as it goes out. */
export interface AttachedFile {
  name: string;
  type: string;
  content: Buffer;
}

/** What goes out with a message, and what does not, by name: there was no room. */
export interface Attached {
  files: readonly AttachedFile[];
  leftOut: readonly string[];
}

interface Source {
  type: string;
  /** The bytes of one file, as whoever the message is sent by; undefined if there is no such file any more. */
  read(setting: Setting, id: string): Promise<Buffer | undefined>;
}

/** Of all files of one message: mail servers take ten megabytes, and files grow by a third on their way. */
export const MOST_ATTACHED_BYTES = 6 * 1024 * 1024;

const sources = new Map<string, Source>();

/** Says who has files of a kind that may go with messages. */
export function attachmentSource(name: string, source: Source): void {
  sources.set(name, source);
}

/** The files of a message, in their order, as many as there is room for. */
export async function readAttachments(
  setting: Setting,
  attachments: readonly MailAttachment[],
): Promise<Attached> {
  const files: AttachedFile[] = [];
  const leftOut: string[] = [];
  let room = MOST_ATTACHED_BYTES;
  for (const { source: named, id, name } of attachments) {
    const source = sources.get(named);
    if (!source) throw new Error(`Nobody has files of the kind ${named}.`);
    const content = await source.read(setting, id);
    if (!content) continue;
    if (content.length > room) leftOut.push(name);
    else {
      room -= content.length;
      files.push({ name, type: source.type, content });
    }
  }
  return { files, leftOut };
}

/** What is said of files for which there was no room. */
export const withLeftOut = (body: string, { leftOut }: Attached): string =>
  leftOut.length ? `${body}\n\nToo large to be attached: ${leftOut.join(', ')}` : body;
