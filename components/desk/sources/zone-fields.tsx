import { useTranslations } from "use-intl";
import { CheckField, SelectField, TextArea, TextField } from "@/components/desk/field";
import type { SourceFields } from "./fields";

interface Props {
  readonly fields: SourceFields;
  readonly hasKey: boolean;
  /** undefined: as it is; null: to be taken away. */
  readonly zoneKey: string | null | undefined;
  readonly onKey: (key: string | null | undefined) => void;
  readonly onChange: (fields: Partial<SourceFields>) => void;
  readonly faultOf: (field: string) => string | undefined;
}

/** What a DNS blocklist has beyond other sources. Its key is written and never shown again. */
export function ZoneFields({ fields, hasKey, zoneKey, onKey, onChange, faultOf }: Props) {
  const t = useTranslations("sources");
  return (
    <>
      <TextField
        label={t("zone")}
        hint={t("zoneHint")}
        required
        maxLength={253}
        value={fields.zone}
        error={faultOf("zone")}
        onChange={(event) => onChange({ zone: event.currentTarget.value })}
      />
      <TextField
        label={t("key")}
        hint={hasKey ? t("keyIsSet") : t("keyIsNotSet")}
        type="password"
        autoComplete="off"
        maxLength={255}
        disabled={zoneKey === null}
        value={zoneKey ?? ""}
        error={faultOf("zoneKey")}
        onChange={(event) => onKey(event.currentTarget.value === "" ? undefined : event.currentTarget.value)}
      />
      {hasKey && (
        <CheckField
          label={t("removeKey")}
          checked={zoneKey === null}
          onChange={(event) => onKey(event.currentTarget.checked ? null : undefined)}
        />
      )}
      <TextArea
        label={t("codes")}
        hint={t("codesHint")}
        rows={5}
        spellCheck={false}
        value={fields.codes}
        error={faultOf("codes")}
        onChange={(event) => onChange({ codes: event.currentTarget.value })}
      />
      <TextArea
        label={t("errorCodes")}
        hint={t("errorCodesHint")}
        rows={3}
        spellCheck={false}
        value={fields.errorCodes}
        error={faultOf("errorCodes")}
        onChange={(event) => onChange({ errorCodes: event.currentTarget.value })}
      />
      <TextField
        label={t("positive")}
        hint={t("testHint")}
        value={fields.positive}
        error={faultOf("testPoints/positive")}
        onChange={(event) => onChange({ positive: event.currentTarget.value })}
      />
      <TextField
        label={t("negative")}
        value={fields.negative}
        error={faultOf("testPoints/negative")}
        onChange={(event) => onChange({ negative: event.currentTarget.value })}
      />
      <SelectField
        label={t("granularity")}
        value={fields.granularity}
        onChange={(event) => onChange({ granularity: event.currentTarget.value })}
      >
        <option value="">{t("unknownGranularity")}</option>
        <option value="ip">{t("granularities.ip")}</option>
        <option value="subnet">{t("granularities.subnet")}</option>
        <option value="asn">{t("granularities.asn")}</option>
      </SelectField>
    </>
  );
}
