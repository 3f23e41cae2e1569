"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { ask } from "@/components/desk/ask";
import { postToAuth } from "@/components/desk/auth-form";
import { Button } from "@/components/desk/button";
import { useFaultWords } from "@/components/desk/fault-words";
import { SelectField, TextField } from "@/components/desk/field";
import { PageTitle } from "@/components/desk/page-title";
import { RefusalNote } from "@/components/desk/refusal-note";
import { useLanguageName } from "@/components/desk/texts/language-name";
import { TimeZoneField } from "@/components/desk/time-zone-field";
import { DeadLink } from "./dead-link";
import { useLinkKey } from "./link-key";
import { PasswordField } from "./password-field";

interface Props {
  readonly languages: readonly string[];
  /** That of the page that is read, which is offered for the site. */
  readonly lang: string;
  /** The name that the environment gives; null: none but ours. */
  readonly pageName: string | null;
  readonly signInPath: string;
}

const shown = ["/name", "/email", "/password", "/page/name", "/page/timeZone", "/page/locale"];

/** The first minute: who administers, and what the page is. */
export function SetUp(props: Props) {
  const t = useTranslations("access");
  const { key, answer, error } = useLinkKey<null>("/api/desk/set-up/check");
  if (error !== null) return <DeadLink purpose="setUp" error={error} signInPath={props.signInPath} />;
  if (key === null || answer === undefined) return <p role="status">{t("checking")}</p>;
  return <SetUpForm {...props} linkKey={key} />;
}

function SetUpForm({ linkKey, languages, lang, pageName }: Props & { readonly linkKey: string }) {
  const t = useTranslations("access.setUp");
  const locale = useLocale();
  const nameOf = useLanguageName();
  const [timeZone, setTimeZone] = useState("");
  useEffect(() => setTimeZone(Intl.DateTimeFormat(locale).resolvedOptions().timeZone), [locale]);
  const setUp = useMutation({
    mutationFn: async (form: FormData) => {
      const said = (name: string) => String(form.get(name));
      const [email, password] = [said("email"), said("password")];
      const page = { name: said("pageName"), timeZone, locale: said("locale") };
      await ask("/api/desk/set-up", {
        method: "POST",
        body: { key: linkKey, name: said("name"), email, password, page },
      });
      await postToAuth("/api/auth/callback/credentials", { email, password });
    },
    // In the language that was chosen, whose pages stand without a prefix from now on.
    onSuccess: () => location.replace("/desk/networks/new?first"),
  });
  const faultOf = useFaultWords(setUp.error);
  return (
    <>
      <PageTitle title={t("title")} words={t("words")} />
      <form
        className="desk-form max-w-md"
        onSubmit={(event) => {
          event.preventDefault();
          setUp.mutate(new FormData(event.currentTarget));
        }}
      >
        <RefusalNote error={setUp.error} shown={shown} />
        <h2 className="heading">{t("you")}</h2>
        <TextField
          label={t("name")}
          hint={t("nameHint")}
          error={faultOf("/name")}
          name="name"
          autoComplete="name"
          autoFocus
          required
          maxLength={100}
        />
        <TextField
          label={t("email")}
          hint={t("emailHint")}
          error={faultOf("/email")}
          name="email"
          type="email"
          autoComplete="username"
          required
          maxLength={254}
        />
        <PasswordField label={t("password")} name="password" isNew error={faultOf("/password")} />
        <h2 className="heading mt-4">{t("page")}</h2>
        <TextField
          label={t("pageName")}
          hint={t("pageNameHint")}
          error={faultOf("/page/name")}
          name="pageName"
          autoComplete="organization"
          defaultValue={pageName ?? ""}
          required
          maxLength={200}
        />
        <SelectField
          label={t("locale")}
          hint={t("localeHint")}
          error={faultOf("/page/locale")}
          name="locale"
          defaultValue={lang}
        >
          {languages.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </SelectField>
        <TimeZoneField label={t("timeZone")} value={timeZone} onChange={setTimeZone} />
        <Button type="submit" kind="primary" isBusy={setUp.isPending || setUp.isSuccess}>
          {t("go")}
        </Button>
        <p className="small text-dim">{t("next")}</p>
      </form>
    </>
  );
}
