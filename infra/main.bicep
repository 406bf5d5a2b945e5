metadata description = 'Outreach in one resource group: four storage accounts, a key vault, the Functions app, its identity and its logs. README.md says which settings deletion depends on.'

import { dispatcherKeys, issuer, mailServer, outreachPace } from 'modules/functionApp.bicep'

@description('Begins the names of all resources; lower-case letters and digits.')
@minLength(3)
@maxLength(8)
param name string = 'outreach'

@description('Where everything is. In France health data need a host certified for them (HDS): choose a region and a contract that are covered.')
param location string = resourceGroup().location

@description('Where people reach the application: an https origin, without a slash at its end. The one origin that browsers may read sealed lists from.')
param publicBaseUrl string = 'https://${name}-${uniqueString(resourceGroup().id)}.azurewebsites.net'

@description('Whose access tokens are believed; at least one of each kind. Settings Access__Issuers__N__*.')
@minLength(1)
param issuers issuer[]

@description('Name of the vault\'s secret with the key of pseudonyms (at least 32 random bytes, base64). It is made by hand, once: README.md says how. Losing it makes earlier lists and audit entries nobody\'s.')
param pseudonymSecretName string = 'pseudonym-key'

@description('When EnforceDeletion runs (NCRONTAB, six fields).')
param enforceDeletionSchedule string = '0 */5 * * * *'

@description('When ScheduleOutreach looks which campaigns plan a wave (NCRONTAB, six fields).')
param scheduleOutreachSchedule string = '0 */5 * * * *'

@description('The server that takes mails to doctors: settings Mail__*.')
param mail mailServer

@description('The insurer\'s page about data protection, with the contact of its officer (setting Messages__PrivacyPage): an https address. Empty: no template of mails or letters can be approved.')
@maxLength(200)
param privacyPage string = ''

@description('Public keys of those who send SMS and letters (settings Outreach__Dispatchers__*): public, so that they may stand here. The private halves are theirs alone.')
param dispatchers dispatcherKeys = {}

@description('Days after which a sealed batch for a dispatcher is destroyed, fetched or not.')
@minValue(1)
@maxValue(31)
param batchDays int = 14

@description('When and how many messages go out to people: settings Outreach__Pace__*.')
param pace outreachPace = {
  quietFrom: '20:00'
  quietUntil: '08:00'
  messagesPerDay: 100000
}

@description('Calendar months that the audit trail is kept (C14: 6 to 12). Immutability comes first: a blob stays for auditImmutableDays in any case.')
@minValue(6)
@maxValue(12)
param auditRetentionMonths int = 12

@description('Version of the key that signs checkpoints. Empty: the newest. Earlier versions stay in the vault, so that what they signed can be checked.')
param auditSigningKeyVersion string = ''

@description('How the page signs doctors in: settings SignIn__*.')
param signIn { clientId: string, scope: string, authority: string? } = {
  clientId: 'outreach-page'
  scope: 'openid'
}

@description('How the page of evidence signs the insurer\'s side in: settings SignIn__Insurer__*. The client is a public one (no secret); the scope asks for `openid` and for this application, as Entra ID has it.')
param insurerSignIn { clientId: string, scope: string, authority: string? }

@description('Further application settings, such as Mail__Port. No secrets: a secret goes to the vault, and here stands a Key Vault reference to it.')
param additionalSettings { *: string } = {}

@description('Days that an audit entry can be neither changed nor deleted, counted from the last append to its blob. C14 asks for 6 to 12 months: 184 days are at least 6 months, and 365 at most 12.')
@minValue(184)
@maxValue(365)
param auditImmutableDays int = 184

@description('Days that logs of the platform are kept (C14: 6 to 12 months).')
@minValue(184)
@maxValue(365)
param logRetentionDays int = 184

@description('Whether the vault answers on public addresses. With Disabled it needs a private endpoint in the network of integrationSubnetId, which is not made here.')
@allowed(['Enabled', 'Disabled'])
param vaultPublicNetworkAccess string = 'Enabled'

@description('Subnet for the Functions app, delegated to Microsoft.App/environments, with service endpoints for Microsoft.Storage and Microsoft.KeyVault. If given, the vault and every account but the lists\' accept this subnet only. Empty: no network of its own.')
param integrationSubnetId string = ''

@description('Most instances that the Functions app may grow to.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 100

@description('Memory of one instance, in MB.')
@allowed([512, 2048, 4096])
param instanceMemory int = 2048

// Part of every name that must be unique in Azure.
var suffix = take(uniqueString(resourceGroup().id), 8)

module identity 'modules/identity.bicep' = {
  params: {
    name: '${name}-app'
    location: location
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    name: '${name}-logs'
    location: location
    retentionDays: logRetentionDays
  }
}

module data 'modules/data.bicep' = {
  params: {
    name: '${name}data${suffix}'
    location: location
    subnetId: integrationSubnetId
  }
}

module lists 'modules/lists.bicep' = {
  params: {
    name: '${name}lists${suffix}'
    location: location
    pageOrigin: publicBaseUrl
    workspaceId: monitoring.outputs.workspaceId
  }
}

module audit 'modules/audit.bicep' = {
  params: {
    name: '${name}audit${suffix}'
    location: location
    subnetId: integrationSubnetId
    immutableDays: auditImmutableDays
    workspaceId: monitoring.outputs.workspaceId
  }
}

// A fourth account, for the Functions host alone: its code package, leases, timers and the task hub. See README.md.
module host 'modules/host.bicep' = {
  params: {
    name: '${name}host${suffix}'
    location: location
    subnetId: integrationSubnetId
  }
}

module vault 'modules/vault.bicep' = {
  params: {
    name: '${name}-${suffix}'
    location: location
    publicNetworkAccess: vaultPublicNetworkAccess
    subnetId: integrationSubnetId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module rbac 'rbac.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    dataAccountName: data.outputs.name
    listsAccountName: lists.outputs.name
    auditAccountName: audit.outputs.name
    hostAccountName: host.outputs.name
    vaultName: vault.outputs.name
    applicationInsightsName: monitoring.outputs.applicationInsightsName
  }
}

module functionApp 'modules/functionApp.bicep' = {
  params: {
    name: '${name}-${uniqueString(resourceGroup().id)}'
    location: location
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    hostBlobEndpoint: host.outputs.blobEndpoint
    hostQueueEndpoint: host.outputs.queueEndpoint
    hostTableEndpoint: host.outputs.tableEndpoint
    packageContainer: host.outputs.packageContainer
    dataTableEndpoint: data.outputs.tableEndpoint
    listsBlobEndpoint: lists.outputs.blobEndpoint
    auditBlobEndpoint: audit.outputs.blobEndpoint
    vaultUri: vault.outputs.uri
    pseudonymSecretName: pseudonymSecretName
    publicBaseUrl: publicBaseUrl
    issuers: issuers
    signIn: signIn
    insurerSignIn: insurerSignIn
    enforceDeletionSchedule: enforceDeletionSchedule
    scheduleOutreachSchedule: scheduleOutreachSchedule
    mail: mail
    privacyPage: privacyPage
    dispatchers: dispatchers
    batchDays: batchDays
    pace: pace
    auditRetentionMonths: auditRetentionMonths
    auditSigningKey: vault.outputs.signingKey
    auditSigningKeyVersion: empty(auditSigningKeyVersion) ? vault.outputs.signingKeyVersion : auditSigningKeyVersion
    additionalSettings: additionalSettings
    applicationInsightsConnection: monitoring.outputs.connection
    subnetId: integrationSubnetId
    maximumInstances: maximumInstances
    instanceMemory: instanceMemory
  }
  // The start-up guard asks the accounts: an application that starts before its rights refuses to run.
  dependsOn: [rbac]
}

@description('Where the code is published to.')
output functionAppName string = functionApp.outputs.name

@description('Where the secret with the key of pseudonyms belongs.')
output vaultName string = vault.outputs.name

@description('Whose policy on the containers audit and checkpoints is to be locked.')
output auditAccountName string = audit.outputs.name

@description('The lists\' account, to look at its settings.')
output listsAccountName string = lists.outputs.name
