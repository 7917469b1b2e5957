// Every word of the page. A second language is a file beside en.ts of the same type, and one line here.
import { en, type Text } from "./en";

const languages: Record<string, Text> = { en };

const wanted = navigator.languages?.map((language) => language.slice(0, 2)).find((language) => language in languages) ?? "en";

export const t: Text = languages[wanted]!;
document.documentElement.lang = wanted;
