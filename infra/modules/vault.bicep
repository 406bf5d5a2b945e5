metadata description = 'Keys of campaigns, and the one that signs checkpoints of the audit trail. A deleted key is kept for seven days, by nobody\'s choice, and then it is gone.'

param name string
param location string

@allowed(['Enabled', 'Disabled'])
param publicNetworkAccess string

@description('The one subnet that may reach it; empty for any.')
param subnetId string

@description('Where every use of a key is logged.')
param workspaceId string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    // Rights come from rbac.bicep alone; access policies count for nothing.
    enableRbacAuthorization: true
    enableSoftDelete: true
    // Seven days is the shortest that Azure has: with it a closed campaign is final after a week.
    softDeleteRetentionInDays: 7
    // Nobody can end the keys of running campaigns at once, by mistake or by malice. The price: nobody can purge a closed one's before its day.
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: publicNetworkAccess
    networkAcls: {
      bypass: 'None'
      defaultAction: empty(subnetId) ? 'Allow' : 'Deny'
      virtualNetworkRules: empty(subnetId) ? [] : [{ id: subnetId }]
    }
  }
}

// Campaigns' keys come and go with campaigns, by the application. This one is made once; deploying again leaves it as it is.
resource signingKey 'Microsoft.KeyVault/vaults/keys@2023-07-01' = {
  parent: vault
  name: 'audit-checkpoints'
  properties: {
    kty: 'EC'
    curveName: 'P-256'
    keyOps: ['sign', 'verify']
  }
}

resource log 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'keys'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      { categoryGroup: 'audit', enabled: true }
    ]
  }
}

output name string = vault.name
output signingKey string = signingKey.name
output signingKeyVersion string = last(split(signingKey.properties.keyUriWithVersion, '/'))
output uri string = vault.properties.vaultUri
