import { type Language, usePreferences } from "../state/preferences";
import { en, type MessageKey } from "./en";
import { zh } from "./zh";

export type { MessageKey } from "./en";
export type Translate = (key: MessageKey, values?: Readonly<Record<string, string | number>>) => string;

const dictionaries: Readonly<Record<Language, Readonly<Record<MessageKey, string>>>> = { en, zh };

/** What each language calls itself. */
export const languageNames: Readonly<Record<Language, string>> = { en: "English", zh: "简体中文" };

function translator(language: Language): Translate {
  const dictionary = dictionaries[language];
  return (key, values) => dictionary[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole));
}

const translators: Readonly<Record<Language, Translate>> = { en: translator("en"), zh: translator("zh") };

/** The texts of the language in use; the component is drawn again when it changes. */
export function useT(): Translate {
  return translators[usePreferences((preferences) => preferences.language)];
}

/** The texts of the language in use now, outside of components. */
export function t(key: MessageKey, values?: Readonly<Record<string, string | number>>): string {
  return translators[usePreferences.getState().language](key, values);
}

/** A count with separators between the thousands. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** A share as a percentage with one decimal; never 100 % while something is missing. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return "0%";
  const value = Math.floor((part / whole) * 1000) / 10;
  return part > 0 && value === 0 ? "<0.1%" : `${value}%`;
}
