-- AlterTable
ALTER TABLE "AuditEntry" ADD COLUMN "afterJson" TEXT;
ALTER TABLE "AuditEntry" ADD COLUMN "beforeJson" TEXT;

-- AlterTable
ALTER TABLE "Token" ADD COLUMN "lastUsedAt" BIGINT;

-- CreateTable
CREATE TABLE "Staff" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT,
    "createdAt" BIGINT NOT NULL,
    "disabledAt" BIGINT,
    "boardSeenAt" BIGINT
);

-- CreateTable
CREATE TABLE "Session" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "hash" TEXT NOT NULL,
    "staffId" INTEGER NOT NULL,
    "createdAt" BIGINT NOT NULL,
    "lastUsedAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "revokedAt" BIGINT,
    "client" TEXT NOT NULL,
    "agent" TEXT NOT NULL,
    CONSTRAINT "Session_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Invitation" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "staffId" INTEGER,
    "createdAt" BIGINT NOT NULL,
    "expiresAt" BIGINT NOT NULL,
    "usedAt" BIGINT,
    CONSTRAINT "Invitation_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Draft" (
    "staffId" INTEGER NOT NULL,
    "subject" TEXT NOT NULL,
    "bodyJson" TEXT NOT NULL,
    "savedAt" BIGINT NOT NULL,

    PRIMARY KEY ("staffId", "subject"),
    CONSTRAINT "Draft_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "Staff" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Image" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "bytes" BLOB,
    "createdAt" BIGINT NOT NULL,
    "createdBy" TEXT NOT NULL,
    "removedAt" BIGINT
);

-- CreateTable
CREATE TABLE "ManualCheck" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sourceId" INTEGER NOT NULL,
    "addressId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "answer" TEXT NOT NULL,
    "checkedBy" TEXT NOT NULL,
    CONSTRAINT "ManualCheck_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ManualCheck_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "RemovalRequest" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sourceId" INTEGER NOT NULL,
    "addressId" INTEGER NOT NULL,
    "at" BIGINT NOT NULL,
    "requestedBy" TEXT NOT NULL,
    "method" TEXT NOT NULL,
    "note" TEXT,
    "createdAt" BIGINT NOT NULL,
    CONSTRAINT "RemovalRequest_sourceId_fkey" FOREIGN KEY ("sourceId") REFERENCES "Source" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "RemovalRequest_addressId_fkey" FOREIGN KEY ("addressId") REFERENCES "Address" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- AlterTable
ALTER TABLE "Incident" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "Update" ADD COLUMN "revision" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "State" ADD COLUMN "sessionKey" TEXT NOT NULL DEFAULT '';
ALTER TABLE "State" ADD COLUMN "pageJson" TEXT;

-- CreateIndex
CREATE UNIQUE INDEX "Staff_email_key" ON "Staff"("email");

-- CreateIndex
CREATE UNIQUE INDEX "Session_hash_key" ON "Session"("hash");

-- CreateIndex
CREATE INDEX "Session_staffId_idx" ON "Session"("staffId");

-- CreateIndex
CREATE INDEX "Invitation_staffId_idx" ON "Invitation"("staffId");

-- CreateIndex
CREATE INDEX "Draft_subject_idx" ON "Draft"("subject");

-- CreateIndex
CREATE INDEX "ManualCheck_sourceId_addressId_at_idx" ON "ManualCheck"("sourceId", "addressId", "at");

-- CreateIndex
CREATE INDEX "ManualCheck_addressId_idx" ON "ManualCheck"("addressId");

-- CreateIndex
CREATE INDEX "RemovalRequest_addressId_sourceId_at_idx" ON "RemovalRequest"("addressId", "sourceId", "at");

-- CreateIndex
CREATE INDEX "AuditEntry_subject_idx" ON "AuditEntry"("subject");

-- What the cookies of sessions are sealed with.
UPDATE "State" SET "sessionKey" = lower(hex(randomblob(32)));
