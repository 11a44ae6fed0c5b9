import {
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
} from '@mantine/core';
import { shadesOf } from '../lib/colour.ts';
import controls from './controls.module.css';

/** Neutral greys with a breath of blue; the reader looks at them all day. */
const GREY: MantineColorsTuple = [
  '#f7f8f9',
  '#f0f2f4',
  '#e5e8ec',
  '#d6dae0',
  '#bcc3cc',
  '#98a1ad',
  '#5f6977',
  '#485160',
  '#323a46',
  '#191e27',
];
/** The last five are surfaces, lighter the nearer they are to the reader: 9 frame, 8 page, 7 card, 6 dialogue and menu. */
const DARK: MantineColorsTuple = [
  '#dfe3e9',
  '#bac1cb',
  '#98a1ad',
  '#7c8694',
  '#414853',
  '#2f353e',
  '#242931',
  '#1a1d23',
  '#121418',
  '#0d0f12',
];

const FONT = "'Inter Variable', Inter, ui-sans-serif, system-ui, sans-serif";

/** Mantine's calendars have buttons without names, and grey and red days that are too faint to read. */
const CALENDAR_BUTTONS = { previousLabel: 'Previous', nextLabel: 'Next' };
const CALENDAR = { ...CALENDAR_BUTTONS, hideOutsideDates: true, weekendDays: [] };

/**
 * The look of the console in one accent colour: the reseller's, in shades that stay readable (AA) whatever it is.
 *
 * @param accent hex, such as "#0b6b63"; anything else gives Steward's own
 */
export function themeFor(accent: string): MantineThemeOverride {
  return createTheme({
    colors: {
      accent: shadesOf(accent),
      gray: GREY,
      dark: DARK,
      red: shadesOf('#cf2f3d'),
      green: shadesOf('#17803d'),
      yellow: shadesOf('#b7791f'),
      blue: shadesOf('#2563c9'),
    },
    primaryColor: 'accent',
    primaryShade: { light: 6, dark: 6 },
    black: '#191e27',
    fontFamily: FONT,
    fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    headings: {
      fontFamily: FONT,
      fontWeight: '600',
      sizes: {
        h1: { fontSize: '1.375rem', lineHeight: '1.3' },
        h2: { fontSize: '1.0625rem', lineHeight: '1.4' },
        h3: { fontSize: '0.9375rem', lineHeight: '1.45' },
        h4: { fontSize: '0.875rem', lineHeight: '1.5' },
      },
    },
    fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
    spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
    radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
    defaultRadius: 'sm',
    shadows: {
      xs: 'none',
      sm: '0 1px 2px rgb(16 24 40 / 6%)',
      md: '0 4px 16px rgb(16 24 40 / 10%)',
      lg: '0 8px 28px rgb(16 24 40 / 12%)',
      xl: '0 12px 40px rgb(16 24 40 / 16%)',
    },
    cursorType: 'pointer',
    respectReducedMotion: true,
    components: {
      Button: { defaultProps: { size: 'sm' }, classNames: { root: controls.button } },
      ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'lg' } },
      Anchor: { defaultProps: { underline: 'hover' } },
      Badge: { defaultProps: { radius: 'sm', tt: 'none', fw: 550 } },
      Input: { defaultProps: { size: 'sm' }, classNames: { wrapper: controls.input } },
      InputPlaceholder: { classNames: { placeholder: controls.placeholder } },
      InputWrapper: { classNames: { label: controls.label, description: controls.description } },
      // Opened by focus alone they would cover the message that the focus was moved for.
      Select: { defaultProps: { openOnFocus: false } },
      MultiSelect: { defaultProps: { openOnFocus: false } },
      Modal: {
        defaultProps: {
          centered: true,
          radius: 'lg',
          padding: 'lg',
          overlayProps: { backgroundOpacity: 0.4 },
          closeButtonProps: { 'aria-label': 'Close' },
          // Mantine makes it a <header>, which would be a second banner of the page.
          attributes: { header: { role: 'presentation' } },
        },
        classNames: { title: controls.modalTitle, content: controls.raised, header: controls.raised },
      },
      Menu: { defaultProps: { shadow: 'md', radius: 'md', position: 'bottom-end' } },
      Popover: { defaultProps: { shadow: 'md', radius: 'md' } },
      Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } },
      DatePicker: { defaultProps: CALENDAR },
      DateTimePicker: { defaultProps: CALENDAR },
      MonthPickerInput: { defaultProps: CALENDAR_BUTTONS },
      Tooltip: { defaultProps: { openDelay: 350, fz: 'xs' } },
      Tabs: { classNames: { root: controls.tabs, tab: controls.tab } },
    },
  });
}

const COLOURS = ['accent', 'gray', 'red', 'green', 'yellow', 'blue'] as const;

/** Names that our style sheets use besides Mantine's own, and the few of Mantine's that AA contrast asks to change. */
export const cssVariables: CSSVariablesResolver = () => {
  const soft = (dark: boolean) =>
    Object.fromEntries(
      COLOURS.flatMap((colour) => [
        [
          `--mantine-color-${colour}-light`,
          dark
            ? `color-mix(in srgb, var(--mantine-color-${colour}-5) 20%, transparent)`
            : `var(--mantine-color-${colour}-1)`,
        ],
        [
          `--mantine-color-${colour}-light-hover`,
          dark
            ? `color-mix(in srgb, var(--mantine-color-${colour}-5) 30%, transparent)`
            : `var(--mantine-color-${colour}-2)`,
        ],
        [`--mantine-color-${colour}-light-color`, `var(--mantine-color-${colour}-${dark ? 2 : 8})`],
      ]),
    );
  return {
    variables: {},
    light: {
      ...soft(false),
      '--mantine-color-placeholder': '#6b7481',
      '--mantine-color-dimmed': 'var(--mantine-color-gray-6)',
      '--mantine-color-default-border': 'var(--mantine-color-gray-3)',
      '--mantine-color-anchor': 'var(--mantine-color-accent-7)',
      '--mantine-color-error': 'var(--mantine-color-red-6)',
      '--mantine-color-disabled-color': 'var(--mantine-color-gray-5)',
      '--st-canvas': '#f7f8f9',
      '--st-page': '#ffffff',
      '--st-surface': '#ffffff',
      '--st-raised': '#ffffff',
      '--st-head': '#f7f8f9',
      '--st-line': '#e5e8ec',
      '--st-hover': '#f3f5f7',
      '--st-control-line': '#89929e',
    },
    dark: {
      ...soft(true),
      '--mantine-color-placeholder': 'var(--mantine-color-dark-2)',
      '--mantine-color-dimmed': 'var(--mantine-color-dark-2)',
      '--mantine-color-default-border': 'var(--mantine-color-dark-4)',
      '--mantine-color-anchor': 'var(--mantine-color-accent-3)',
      '--mantine-color-error': 'var(--mantine-color-red-3)',
      '--mantine-color-gray-text': 'var(--mantine-color-dark-1)',
      '--st-canvas': 'var(--mantine-color-dark-9)',
      '--st-page': 'var(--mantine-color-dark-8)',
      '--st-surface': 'var(--mantine-color-dark-7)',
      '--st-raised': 'var(--mantine-color-dark-6)',
      '--st-head': '#20242b',
      '--st-line': '#2c313a',
      '--st-hover': '#282d36',
      '--st-control-line': '#727b88',
    },
  };
};
