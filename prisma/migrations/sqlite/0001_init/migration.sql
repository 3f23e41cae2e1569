-- CreateTable
CREATE TABLE "State" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT DEFAULT 1,
    "version" BIGINT NOT NULL DEFAULT 0,
    "timeZone" TEXT NOT NULL DEFAULT '',
    "pastRevision" BIGINT NOT NULL DEFAULT 0,
    "siteId" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "Network" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "lang" TEXT,
    "translationsJson" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "customerShare" REAL,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "hiddenAt" BIGINT,
    "revision" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "NetworkSetting" (
    "networkId" INTEGER NOT NULL,
    "fromAt" BIGINT NOT NULL,
    "staleAfterMs" BIGINT,

    PRIMARY KEY ("networkId", "fromAt"),
    CONSTRAINT "NetworkSetting_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Source" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "lang" TEXT,
    "translationsJson" TEXT,
    "kind" TEXT NOT NULL,
    "affectsJson" TEXT NOT NULL DEFAULT '[]',
    "lookupUrl" TEXT,
    "removalUrl" TEXT,
    "removalMethod" TEXT,
    "removalDays" REAL,
    "dnsblJson" TEXT,
    "zoneKey" TEXT,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL,
    "hiddenAt" BIGINT,
    "revision" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "SourceSetting" (
    "sourceId" INTEGER NOT NULL,
    "fromAt" BIGINT NOT NULL,
    "counts" BOOLEAN NOT NULL,
    "staleAfterMs" BIGINT,

    PRIMARY KEY ("sourceId", "fromAt"),
    CONSTRAINT "SourceSetting_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Address" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "ip" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "addressId" INTEGER NOT NULL,
    "networkId" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "label" TEXT,
    "fromAt" BIGINT NOT NULL,
    "toAt" BIGINT,
    CONSTRAINT "Membership_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Membership_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Event" (
    "seq" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sender" TEXT NOT NULL,
    "externalId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "addressId" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "effect" TEXT,
    "evidence" TEXT,
    "receivedAt" BIGINT NOT NULL,
    CONSTRAINT "Event_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Event_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Block" (
    "addressId" INTEGER NOT NULL,
    "sourceId" INTEGER NOT NULL,
    "fromAt" BIGINT NOT NULL,
    "toAt" BIGINT,
    "effect" TEXT NOT NULL,
    "evidence" TEXT,

    PRIMARY KEY ("addressId", "sourceId", "fromAt"),
    CONSTRAINT "Block_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Block_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Probe" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Scope" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "probeId" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "networksJson" TEXT NOT NULL,
    "sourcesJson" TEXT NOT NULL,
    "addressesJson" TEXT,
    CONSTRAINT "Scope_probeId_fkey" FOREIGN KEY ("probeId") REFERENCES "Probe" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Unknown" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "bodyJson" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Round" (
    "scopeId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "unknownId" INTEGER NOT NULL,
    "receivedAt" BIGINT NOT NULL,

    PRIMARY KEY ("scopeId", "at", "unknownId"),
    CONSTRAINT "Round_scopeId_fkey" FOREIGN KEY ("scopeId") REFERENCES "Scope" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Day" (
    "networkId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "stepsJson" TEXT NOT NULL,
    "verifiedMs" BIGINT NOT NULL,
    "lostTenthMs" BIGINT NOT NULL,
    "minTenths" INTEGER,

    PRIMARY KEY ("networkId", "at"),
    CONSTRAINT "Day_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Token" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "name" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "scopesJson" TEXT NOT NULL,
    "networksJson" TEXT,
    "createdAt" BIGINT NOT NULL,
    "revokedAt" BIGINT
);

-- CreateTable
CREATE TABLE "Incident" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "lang" TEXT,
    "translationsJson" TEXT,
    "impact" TEXT NOT NULL,
    "startedAt" BIGINT NOT NULL,
    "scheduledFor" BIGINT,
    "scheduledUntil" BIGINT,
    "noticeMarkdown" TEXT,
    "postmortemMarkdown" TEXT,
    "createdAt" BIGINT NOT NULL,
    "updatedAt" BIGINT NOT NULL
);

-- CreateTable
CREATE TABLE "Update" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "incidentId" TEXT NOT NULL,
    "title" TEXT,
    "bodyMarkdown" TEXT NOT NULL,
    "lang" TEXT,
    "translationsJson" TEXT,
    "status" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "approximate" BOOLEAN NOT NULL DEFAULT false,
    "postedAt" BIGINT NOT NULL,
    "editedAt" BIGINT,
    "nextUpdateBy" BIGINT,
    "notify" BOOLEAN NOT NULL,
    CONSTRAINT "Update_incidentId_fkey" FOREIGN KEY ("incidentId") REFERENCES "Incident" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Revision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "updateId" TEXT NOT NULL,
    "title" TEXT,
    "bodyMarkdown" TEXT NOT NULL,
    "lang" TEXT,
    "translationsJson" TEXT,
    "status" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "approximate" BOOLEAN NOT NULL DEFAULT false,
    "editedAt" BIGINT NOT NULL,
    "replacedAt" BIGINT NOT NULL,
    CONSTRAINT "Revision_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Redaction" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "updateId" TEXT NOT NULL,
    "at" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    CONSTRAINT "Redaction_updateId_fkey" FOREIGN KEY ("updateId") REFERENCES "Update" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "IdempotentAnswer" (
    "sender" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "requestHash" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "body" TEXT,
    "createdAt" BIGINT NOT NULL,

    PRIMARY KEY ("sender", "key")
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "at" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "detailJson" TEXT
);

-- CreateTable
CREATE TABLE "_IncidentToNetwork" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_IncidentToNetwork_A_fkey" FOREIGN KEY ("A") REFERENCES "Incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_IncidentToNetwork_B_fkey" FOREIGN KEY ("B") REFERENCES "Network" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "_IncidentToSource" (
    "A" TEXT NOT NULL,
    "B" INTEGER NOT NULL,
    CONSTRAINT "_IncidentToSource_A_fkey" FOREIGN KEY ("A") REFERENCES "Incident" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "_IncidentToSource_B_fkey" FOREIGN KEY ("B") REFERENCES "Source" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "Network_slug_key" ON "Network"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Source_slug_key" ON "Source"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "Address_ip_key" ON "Address"("ip");

-- CreateIndex
CREATE INDEX "Membership_networkId_toAt_role_idx" ON "Membership"("networkId", "toAt", "role");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_addressId_fromAt_key" ON "Membership"("addressId", "fromAt");

-- CreateIndex
CREATE INDEX "Event_addressId_sourceId_at_idx" ON "Event"("addressId", "sourceId", "at");

-- CreateIndex
CREATE INDEX "Event_at_seq_idx" ON "Event"("at", "seq");

-- CreateIndex
CREATE UNIQUE INDEX "Event_sender_externalId_key" ON "Event"("sender", "externalId");

-- CreateIndex
CREATE INDEX "Block_toAt_fromAt_idx" ON "Block"("toAt", "fromAt");

-- CreateIndex
CREATE UNIQUE INDEX "Probe_name_key" ON "Probe"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Scope_probeId_hash_key" ON "Scope"("probeId", "hash");

-- CreateIndex
CREATE UNIQUE INDEX "Unknown_hash_key" ON "Unknown"("hash");

-- CreateIndex
CREATE INDEX "Round_at_idx" ON "Round"("at");

-- CreateIndex
CREATE UNIQUE INDEX "Token_hash_key" ON "Token"("hash");

-- CreateIndex
CREATE UNIQUE INDEX "Incident_slug_key" ON "Incident"("slug");

-- CreateIndex
CREATE INDEX "Incident_startedAt_idx" ON "Incident"("startedAt");

-- CreateIndex
CREATE INDEX "Update_incidentId_at_idx" ON "Update"("incidentId", "at");

-- CreateIndex
CREATE INDEX "Update_postedAt_idx" ON "Update"("postedAt");

-- CreateIndex
CREATE INDEX "Update_at_idx" ON "Update"("at");

-- CreateIndex
CREATE INDEX "Revision_updateId_idx" ON "Revision"("updateId");

-- CreateIndex
CREATE INDEX "Redaction_updateId_idx" ON "Redaction"("updateId");

-- CreateIndex
CREATE INDEX "IdempotentAnswer_createdAt_idx" ON "IdempotentAnswer"("createdAt");

-- CreateIndex
CREATE INDEX "IdempotentAnswer_subject_idx" ON "IdempotentAnswer"("subject");

-- CreateIndex
CREATE INDEX "AuditEntry_at_idx" ON "AuditEntry"("at");

-- CreateIndex
CREATE UNIQUE INDEX "_IncidentToNetwork_AB_unique" ON "_IncidentToNetwork"("A", "B");

-- CreateIndex
CREATE INDEX "_IncidentToNetwork_B_index" ON "_IncidentToNetwork"("B");

-- CreateIndex
CREATE UNIQUE INDEX "_IncidentToSource_AB_unique" ON "_IncidentToSource"("A", "B");

-- CreateIndex
CREATE INDEX "_IncidentToSource_B_index" ON "_IncidentToSource"("B");

-- The one row of the version.
INSERT INTO "State" ("id", "siteId") VALUES (1, lower(hex(randomblob(16))));
