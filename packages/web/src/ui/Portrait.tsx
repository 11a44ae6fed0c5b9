import { Avatar, Group } from '@mantine/core';

interface PortraitProps {
  name: string;
  /** The address of a photo; without one the initials stand for it. */
  photo: string | null | undefined;
  size?: number;
}

/** The face of somebody, or their initials; their name stands beside it, so that it says nothing more to assistive technology. */
export function Portrait({ name, photo, size = 24 }: PortraitProps) {
  return (
    <Avatar
      name={name}
      src={photo}
      size={size}
      color="accent"
      variant="light"
      aria-hidden
      imageProps={{ alt: '', loading: 'lazy' }}
      style={{ flex: 'none' }}
    />
  );
}

/** Somebody in a list: their face and their name. */
export function PersonName({ name, photo }: Omit<PortraitProps, 'size'>) {
  return (
    <Group component="span" gap={8} wrap="nowrap" display="inline-flex" miw={0} maw="100%">
      <Portrait name={name} photo={photo} size={22} />
      <span style={{ overflow: 'hidden', textOverflow: 'ellipsis' }}>{name}</span>
    </Group>
  );
}
