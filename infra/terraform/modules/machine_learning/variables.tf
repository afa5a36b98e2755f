variable "subscription_id" {
  description = "Subscription in which role definitions are named."
  type        = string
}

variable "workspace_id" {
  description = "Resource id of the Azure Machine Learning workspace."
  type        = string
}

variable "principal_id" {
  description = "Principal id of the app that shows registered versions there."
  type        = string
}
