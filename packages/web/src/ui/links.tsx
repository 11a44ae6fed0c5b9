import {
  Anchor,
  type AnchorProps,
  Button,
  type ButtonProps,
  NavLink,
  type NavLinkProps,
} from '@mantine/core';
import { createLink, type LinkComponent } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';

type Native<Own> = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof Own> & {
  ref?: Ref<HTMLAnchorElement>;
};

function AnchorElement(props: AnchorProps & Native<AnchorProps>) {
  return <Anchor {...props} />;
}
function ButtonElement(props: ButtonProps & Native<ButtonProps>) {
  return <Button component="a" {...props} />;
}
function NavElement(props: NavLinkProps & Native<NavLinkProps>) {
  return <NavLink component="a" {...props} />;
}

const RoutedAnchor = createLink(AnchorElement);
const RoutedButton = createLink(ButtonElement);
const RoutedNav = createLink(NavElement);

/** A link to another page of the console, typed by the router. */
export const TextLink: LinkComponent<typeof AnchorElement> = (props) => <RoutedAnchor {...props} />;

/** A link that looks like a button: "Onboard a company". */
export const ButtonLink: LinkComponent<typeof ButtonElement> = (props) => <RoutedButton {...props} />;

/** An entry of the side navigation. */
export const SideLink: LinkComponent<typeof NavElement> = (props) => <RoutedNav {...props} />;
