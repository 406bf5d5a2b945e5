// A sample: every address and audience in it stands for yours.
using 'main.bicep'

param name = 'outreach'

param issuers = [
  {
    kind: 'Practitioner'
    issuer: 'https://doctors.example/realms/health'
    audience: 'outreach'
    minimumAcr: 'eidas2'
  }
  {
    kind: 'Insurer'
    issuer: 'https://insurer.example/v2.0'
    audience: 'api://outreach'
  }
]

param mail = {
  host: 'smtp.example'
  from: 'outreach@insurer.example'
  userName: 'outreach'
  passwordSecretName: 'mail-password'
}

param privacyPage = 'https://insurer.example/personal-data'

param signIn = {
  clientId: 'outreach-page'
  scope: 'openid'
}

param insurerSignIn = {
  clientId: '00000000-0000-0000-0000-000000000000'
  scope: 'openid api://outreach/.default'
}

param auditImmutableDays = 184
param auditRetentionMonths = 12
param logRetentionDays = 184
