import type { Metadata } from "next";
import { deskMetadata, deskPage } from "@/app/desk/desk-page";
import "@/app/styles/desk-access.css";
import { Account } from "@/components/desk/access/account";
import { getAccount } from "@/server/account";

export function generateMetadata(): Promise<Metadata> {
  return deskMetadata("account");
}

export default function AccountPage() {
  return deskPage({ path: "/desk/account", area: "account" }, async ({ context, actor }) => (
    <Account initial={await getAccount(context, actor)} />
  ));
}
