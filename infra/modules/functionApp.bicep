metadata description = 'The Functions app: Flex Consumption, .NET 10 isolated, every connection by identity, no secret among its settings.'

@export()
@description('One trusted issuer of access tokens.')
type issuer = {
  @description('Practitioner: Pro Santé Connect. Insurer: Entra ID.')
  kind: 'Practitioner' | 'Insurer'

  @description('The `iss` of its tokens, exactly.')
  issuer: string

  @description('Where its metadata are, if not at the usual place under the issuer.')
  metadataAddress: string?

  @description('The `aud` that tokens for this application carry.')
  audience: string

  @description('The weakest `acr` accepted; required for practitioners.')
  minimumAcr: string?
}

@export()
@description('An SMTP server over TLS.')
type mailServer = {
  host: string

  @description('The address that mails come from.')
  from: string

  @description('Empty to send without signing in.')
  userName: string?

  @description('Name of the vault\'s secret with the password of userName.')
  passwordSecretName: string?
}

@export()
@description('The public keys of those who send SMS and letters: JWKs (EC, P-256) in one line. Without one there is no such channel.')
type dispatcherKeys = {
  sms: string?
  letter: string?
}

@export()
@description('When and how many messages go out to people.')
type outreachPace = {
  @description('HH:mm, by the clock of the person\'s department; 17:00 to 22:00.')
  quietFrom: string

  @description('HH:mm, by the clock of the person\'s department; 07:00 to 11:00.')
  quietUntil: string

  @description('Of one campaign in a day of mainland France, over all channels and waves.')
  @minValue(1000)
  @maxValue(10000000)
  messagesPerDay: int
}

param name string
param location string
param identityId string
param identityClientId string
param hostBlobEndpoint string
param hostQueueEndpoint string
param hostTableEndpoint string
param packageContainer string
param dataTableEndpoint string
param listsBlobEndpoint string
param auditBlobEndpoint string
param vaultUri string
param pseudonymSecretName string
param publicBaseUrl string
param issuers issuer[]
param signIn { clientId: string, scope: string, authority: string? }
param insurerSignIn { clientId: string, scope: string, authority: string? }
param enforceDeletionSchedule string
param scheduleOutreachSchedule string
param mail mailServer
param privacyPage string
param dispatchers dispatcherKeys
param batchDays int
param pace outreachPace
param auditRetentionMonths int
param auditSigningKey string
param auditSigningKeyVersion string
param additionalSettings { *: string }
param applicationInsightsConnection string
param subnetId string
param maximumInstances int
param instanceMemory int

// What the application reads: local.settings.sample.json has the same names.
var settings = {
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__queueServiceUri: hostQueueEndpoint
  AzureWebJobsStorage__tableServiceUri: hostTableEndpoint
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnection
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  Storage__Data__tableServiceUri: dataTableEndpoint
  Storage__Lists__blobServiceUri: listsBlobEndpoint
  Storage__Audit__blobServiceUri: auditBlobEndpoint
  KeyVault__VaultUri: vaultUri
  PublicBaseUrl: publicBaseUrl
  Access__PseudonymKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${pseudonymSecretName}/)'
  SignIn__ClientId: signIn.clientId
  SignIn__Scope: signIn.scope
  SignIn__Insurer__ClientId: insurerSignIn.clientId
  SignIn__Insurer__Scope: insurerSignIn.scope
  EnforceDeletion__Schedule: enforceDeletionSchedule
  ScheduleOutreach__Schedule: scheduleOutreachSchedule
  Mail__Host: mail.host
  Mail__From: mail.from
  Messages__PrivacyPage: privacyPage
  Outreach__Dispatchers__Sms__PublicKey: dispatchers.?sms ?? ''
  Outreach__Dispatchers__Letter__PublicKey: dispatchers.?letter ?? ''
  Outreach__Batches__Days: string(batchDays)
  Outreach__Pace__QuietFrom: pace.quietFrom
  Outreach__Pace__QuietUntil: pace.quietUntil
  Outreach__Pace__MessagesPerDay: string(pace.messagesPerDay)
  Audit__RetentionMonths: string(auditRetentionMonths)
  Audit__SigningKey: auditSigningKey
  Audit__SigningKeyVersion: auditSigningKeyVersion
}

var signInAuthority = empty(signIn.?authority) ? {} : { SignIn__Authority: signIn.?authority! }

var insurerSignInAuthority = empty(insurerSignIn.?authority)
  ? {}
  : { SignIn__Insurer__Authority: insurerSignIn.?authority! }

var mailSignIn = empty(mail.?userName)
  ? {}
  : {
      Mail__UserName: mail.?userName!
      Mail__Password: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${mail.?passwordSecretName!}/)'
    }

var issuerSettings = [
  for (one, i) in issuers: {
    'Access__Issuers__${i}__Kind': one.kind
    'Access__Issuers__${i}__Issuer': one.issuer
    'Access__Issuers__${i}__Audience': one.audience
    ...(empty(one.?metadataAddress) ? {} : { 'Access__Issuers__${i}__MetadataAddress': one.?metadataAddress! })
    ...(empty(one.?minimumAcr) ? {} : { 'Access__Issuers__${i}__MinimumAcr': one.?minimumAcr! })
  }
]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      remoteDebuggingEnabled: false
    }
    functionAppConfig: {
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        maximumInstanceCount: maximumInstances
        instanceMemoryMB: instanceMemory
      }
    }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    settings,
    signInAuthority,
    insurerSignInAuthority,
    mailSignIn,
    shallowMerge(issuerSettings),
    additionalSettings
  )
}

// Publishing is by identity; a password for it would be one more secret.
resource ftpPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'ftp'
  properties: {
    allow: false
  }
}

resource scmPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-04-01' = {
  parent: app
  name: 'scm'
  properties: {
    allow: false
  }
}

output name string = app.name
