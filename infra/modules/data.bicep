metadata description = 'Account `data`: tables. A table keeps no deleted rows and no versions: there is nothing to turn off.'

param name string
param location string

@description('The one subnet that may reach it; empty for any.')
param subnetId string

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    // One region and no second copy elsewhere: a deletion has one place to happen in.
    name: 'Standard_LRS'
  }
  properties: {
    allowSharedKeyAccess: false
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: 'TLS1_2'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    publicNetworkAccess: 'Enabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: empty(subnetId) ? 'Allow' : 'Deny'
      virtualNetworkRules: empty(subnetId) ? [] : [{ id: subnetId }]
    }
  }
}

output name string = account.name
output tableEndpoint string = account.properties.primaryEndpoints.table
