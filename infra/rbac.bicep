metadata description = 'Every right of the application, and no other file gives one. By role, on one resource each; nothing here purges, backs up, restores, or lists keys of accounts.'

@description('The application\'s identity.')
param principalId string

param dataAccountName string
param listsAccountName string
param auditAccountName string
param hostAccountName string
param vaultName string
param applicationInsightsName string

// Azure's own roles, by their ids.
var blobDataContributor = 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
var queueDataContributor = '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
var tableDataContributor = '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
var keyVaultSecretsUser = '4633458b-17de-408a-b874-0445c86b69e6'
var monitoringMetricsPublisher = '3913510d-42f4-4e42-8a64-420c390055eb'

resource data 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: dataAccountName
}

resource lists 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: listsAccountName
}

resource audit 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: auditAccountName
}

resource host 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: hostAccountName
}

resource auditService 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' existing = {
  parent: audit
  name: 'default'
}

resource checkpoints 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' existing = {
  parent: auditService
  name: 'checkpoints'
}

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

// Sealed lists: written once, deleted with any version that somebody may have had kept, never kept. Containers are made and deleted for the guard's probe (docs/adr/0010), which also reads the service's settings.
resource listsRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'outreach-lists')
  properties: {
    roleName: 'Outreach lists (${resourceGroup().name})'
    description: 'Writes, reads and deletes sealed lists, and mints addresses that read one of them.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Storage/storageAccounts/blobServices/read'
          'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action'
          'Microsoft.Storage/storageAccounts/blobServices/containers/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/write'
          'Microsoft.Storage/storageAccounts/blobServices/containers/delete'
        ]
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/deleteBlobVersion/action'
        ]
        notDataActions: []
      }
    ]
  }
}

// The trail: new blobs and appends (`add`), no overwriting (`write`). What is too young to be deleted is held by the containers' policy, not by this role.
resource auditRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'outreach-audit')
  properties: {
    roleName: 'Outreach audit (${resourceGroup().name})'
    description: 'Adds to the audit trail, reads it, and erases what is beyond its retention.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/read'
        ]
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/add/action'
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete'
        ]
        notDataActions: []
      }
    ]
  }
}

// A checkpoint's list of heads is written in blocks, which only `write` allows. In this container alone; its policy lets nothing be written over.
resource checkpointsRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'outreach-checkpoints')
  properties: {
    roleName: 'Outreach checkpoints (${resourceGroup().name})'
    description: 'Writes checkpoints of the audit trail in blocks.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write'
        ]
        notDataActions: []
      }
    ]
  }
}

// Campaign keys: made, read, given an expiry or disabled, used to unwrap, deleted. Checkpoints of the audit trail are signed. Wrapping needs no right: it is done with the public half.
resource keysRole 'Microsoft.Authorization/roleDefinitions@2022-04-01' = {
  name: guid(resourceGroup().id, 'outreach-keys')
  properties: {
    roleName: 'Outreach keys (${resourceGroup().name})'
    description: 'Makes, uses, disables and deletes keys. No purge, no backup, no restore, no recovery, no import, no release.'
    type: 'CustomRole'
    assignableScopes: [resourceGroup().id]
    permissions: [
      {
        actions: []
        notActions: []
        dataActions: [
          'Microsoft.KeyVault/vaults/keys/read'
          'Microsoft.KeyVault/vaults/keys/create/action'
          'Microsoft.KeyVault/vaults/keys/update/action'
          'Microsoft.KeyVault/vaults/keys/unwrap/action'
          'Microsoft.KeyVault/vaults/keys/sign/action'
          'Microsoft.KeyVault/vaults/keys/delete'
        ]
        notDataActions: []
      }
    ]
  }
}

resource dataTables 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(data.id, principalId, tableDataContributor)
  scope: data
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', tableDataContributor)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource listsBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(lists.id, principalId, 'outreach-lists')
  scope: lists
  properties: {
    roleDefinitionId: listsRole.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource auditBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(audit.id, principalId, 'outreach-audit')
  scope: audit
  properties: {
    roleDefinitionId: auditRole.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource checkpointBlobs 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(checkpoints.id, principalId, 'outreach-checkpoints')
  scope: checkpoints
  properties: {
    roleDefinitionId: checkpointsRole.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

resource vaultKeys 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, 'outreach-keys')
  scope: vault
  properties: {
    roleDefinitionId: keysRole.id
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// The key of pseudonyms and the password of mail, through Key Vault references.
resource vaultSecrets 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, principalId, keyVaultSecretsUser)
  scope: vault
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', keyVaultSecretsUser)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}

// What the Functions host and its task hub need on their own account, and only there.
resource hostParts 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [blobDataContributor, queueDataContributor, tableDataContributor]: {
    name: guid(host.id, principalId, role)
    scope: host
    properties: {
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
      principalId: principalId
      principalType: 'ServicePrincipal'
    }
  }
]

resource telemetry 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(applicationInsights.id, principalId, monitoringMetricsPublisher)
  scope: applicationInsights
  properties: {
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', monitoringMetricsPublisher)
    principalId: principalId
    principalType: 'ServicePrincipal'
  }
}
